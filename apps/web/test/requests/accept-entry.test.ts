import { describe, expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import {
  columnEntries,
  entryOf,
  laneEntries,
  limitsText,
  noLane,
  otherEntry,
  type ProposedCard,
} from '@/features/requests/answer/kinds/entry';
import { aBoard } from '../a-board.ts';

const { t } = createWords('en', 'UTC');
const card = (part: Partial<ProposedCard> = {}): ProposedCard => ({
  columnId: null,
  swimlaneId: null,
  classOfService: 'standard',
  ...part,
});

describe('where a request can be accepted', () => {
  it('is the first queue column in the first swimlane unless another place is chosen', () => {
    const board = aBoard('Asked for', 'Own').queue('Ready').active('Dev').done('Done').made();
    expect(entryOf(board, card())).toMatchObject({ column: { id: 'Ready' }, swimlaneId: 'Asked for' });
    expect(entryOf(board, card({ swimlaneId: noLane })).swimlaneId).toBeNull();
    expect(entryOf(board, card({ swimlaneId: 'gone' })).swimlaneId).toBe('Asked for');
    expect(entryOf(aBoard().queue('Ready').made(), card()).swimlaneId).toBeNull();
    expect(columnEntries(board, card()).map(({ column }) => column.id)).toEqual(['Ready', 'Dev']);
  });

  it('names the limit that closes a swimlane, and offers another one', () => {
    const board = aBoard('Asked for', 'Own')
      .queue('Ready', { max: 0 })
      .active('Dev')
      .limit({ scope: 'swimlane', swimlaneId: 'Asked for' }, 0, 0)
      .made();
    const intoDev = card({ columnId: 'Dev' });
    expect(limitsText(t, entryOf(board, intoDev).broken)).toContain('Asked for');
    expect(
      laneEntries(board, intoDev).map(({ swimlaneId, broken }) => [swimlaneId, broken.length === 0]),
    ).toEqual([
      ['Asked for', false],
      ['Own', true],
      [null, true],
    ]);
    expect(otherEntry(board, card())).toMatchObject({ column: { id: 'Dev' }, swimlaneId: 'Own' });
  });

  it('names the limit that it would exceed, and offers a place that exceeds none', () => {
    const board = aBoard()
      .queue('Ready', { max: 0 })
      .active('Dev')
      .limit({ scope: 'board' }, 3, 3, { mode: 'warn' })
      .queue('Later')
      .made();
    const dev = entryOf(board, card({ columnId: 'Dev' }));
    expect(dev.broken).toEqual([]);
    expect(limitsText(t, dev.exceeded)).toBe('Platform has 3 of 3 in progress.');
    expect(entryOf(board, card())).toMatchObject({ isOverridable: false, exceeded: [] });
    expect(otherEntry(board, card())?.column.id).toBe('Later');
  });
});
