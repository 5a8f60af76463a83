import { describe, expect, it } from '@jest/globals';
import { noDraft, wishOf, written } from '@/features/requests/answer/answer-draft';
import {
  entries,
  entryOf,
  laneEntries,
  noLaneOption,
  otherEntry,
  type Wish,
} from '@/features/requests/answer/kinds/entry';
import { aBoard } from './a-board.ts';

const wish = (part: Partial<Wish> = {}): Wish => ({
  columnId: null,
  swimlaneId: null,
  classOfService: 'standard',
  ...part,
});

describe('where a request may be accepted', () => {
  it('is the first queue column in the first swimlane unless something else is chosen', () => {
    const board = aBoard('Asked for', 'Own').queue('Ready').active('Dev').done('Done').made();
    expect(entryOf(board, wish())).toMatchObject({ column: { id: 'Ready' }, swimlaneId: 'Asked for' });
    expect(entryOf(board, wish({ swimlaneId: noLaneOption })).swimlaneId).toBeNull();
    expect(entryOf(board, wish({ swimlaneId: 'gone' })).swimlaneId).toBe('Asked for');
    expect(entryOf(aBoard().queue('Ready').made(), wish()).swimlaneId).toBeNull();
    expect(entries(board, wish()).map(({ column }) => column.id)).toEqual(['Ready', 'Dev']);
  });

  it('says what closes a lane, and leads to another', () => {
    const board = aBoard('Asked for', 'Own')
      .queue('Ready', { max: 0 })
      .active('Dev')
      .limit({ scope: 'swimlane', swimlaneId: 'Asked for' }, 0, 0)
      .made();
    const intoDev = wish({ columnId: 'Dev' });
    expect(entryOf(board, intoDev).why).toContain('Asked for');
    expect(laneEntries(board, intoDev).map(({ swimlaneId, why }) => [swimlaneId, why === null])).toEqual([
      ['Asked for', false],
      ['Own', true],
      [null, true],
    ]);
    expect(otherEntry(board, wish())).toMatchObject({ column: { id: 'Dev' }, swimlaneId: 'Own' });
  });

  it('says which limit it would pass, of whatever scope, and rather leads where it passes none', () => {
    const board = aBoard()
      .queue('Ready', { max: 0 })
      .active('Dev')
      .limit({ scope: 'board' }, 3, 3, { mode: 'warn' })
      .queue('Later')
      .made();
    expect(entryOf(board, wish({ columnId: 'Dev' }))).toMatchObject({
      why: null,
      records: 'Platform has 3 of 3 in flight.',
    });
    expect(entryOf(board, wish())).toMatchObject({ isPassable: false, records: null });
    expect(otherEntry(board, wish())?.column.id).toBe('Later');
  });
});

it('sends the lane in which an accepted request is shown, and none with another answer', () => {
  const draft = { ...noDraft, kind: 'accept' as const };
  const lane = '0195f1c0-0000-7000-8000-000000000001';
  expect(written(draft, '2026-11-24', { lane })).toMatchObject({ answer: { swimlaneId: lane } });
  expect(written(draft, '2026-11-24')).toEqual({ ok: true, answer: { kind: 'accept' } });
  expect(wishOf(draft, { classOfService: 'expedite' })).toEqual(wish({ classOfService: 'expedite' }));
});
