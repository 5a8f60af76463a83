import { describe, expect, it } from '@jest/globals';
import { newCardsIn, withWrite } from '@/features/workspace/waiting/drawn-writes';
import { kindOf, placeOf, subjectsOf, textOf } from '@/features/workspace/waiting/write-place';
import type { Write } from '@/lib/waiting/write';
import { aBoard } from '../a-board';

const path = '/v1/workspaces/demo/boards/PLAT';
const write = (method: Write['method'], below: string, body?: unknown): Write => ({
  method,
  path: `${path}${below}`,
  body,
});

describe('a write that an earlier page left', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ number: 1, title: 'One' }, { number: 2 }] })
    .active('Doing', { max: 2, cards: [{ number: 3 }] })
    .done('Done')
    .made();
  const draw = (each: Write) => withWrite(board, each, new Date('2026-11-27T08:00:00Z'));
  const columnsOf = (each: Write) => draw(each).cards.map(({ number, columnId }) => `${number} ${columnId}`);

  it('is drawn on the board as it will be', () => {
    const moved = write('PUT', '/cards/1/position', { columnId: 'Doing', before: 3 });
    expect(columnsOf(moved)).toEqual(['2 Ready', '1 Doing', '3 Doing']);
    expect(columnsOf(write('PUT', '/cards/1/position', { swapWith: 3 })).toSorted()).toEqual([
      '1 Doing',
      '2 Ready',
      '3 Ready',
    ]);
    const moves = [1, 2].map((card) => ({ card, columnId: 'Done' }));
    expect(columnsOf(write('POST', '/moves', { moves }))).toEqual(['3 Doing', '1 Done', '2 Done']);
    expect(columnsOf(write('PUT', '/cards/3/back', { reason: 'other' }))).toContain('3 Ready');
    expect(columnsOf(write('PUT', '/cards/3/archive'))).toEqual(['1 Ready', '2 Ready']);
    expect(draw(write('PATCH', '/cards/1', { title: 'Two' })).cards[0]?.title).toBe('Two');
    // A board shows no comments.
    expect(draw(write('POST', '/cards/1/comments', { text: 'Hm' }))).toBe(board);
    const created = write('POST', '/cards', { title: 'New', columnId: 'Ready' });
    expect(newCardsIn([{ ...created, id: 'a' }])).toEqual([
      { id: 'a', title: 'New', cell: { columnId: 'Ready' } },
    ]);
  });

  it('is named by its card or request, with what was typed', () => {
    const named = (each: Write) => [kindOf(each), subjectsOf(each), placeOf(each.path).href, textOf(each)];
    expect(named(write('PATCH', '/cards/7', { title: 'A', description: 'B' }))).toEqual([
      'edit',
      ['PLAT-7'],
      '/demo/PLAT?card=7',
      'A\n\nB',
    ]);
    expect(named(write('POST', '/cards/7/comments', { text: 'Hm' }))).toEqual([
      'comment',
      ['PLAT-7'],
      '/demo/PLAT?card=7',
      'Hm',
    ]);
    expect(named(write('POST', '/cards', { title: 'New' }))).toEqual(['card', ['New'], '/demo/PLAT', 'New']);
    expect(named(write('PUT', '/requests/4/answer', { kind: 'decline', message: 'No' }))).toEqual([
      'answer',
      ['PLAT-R4'],
      '/demo/PLAT/requests/4',
      'No',
    ]);
    const answers = [4, 5].map((request) => ({ request, answer: { kind: 'defer', message: 'Later' } }));
    expect(named(write('POST', '/answers', { answers }))).toEqual([
      'answer',
      ['PLAT-R4', 'PLAT-R5'],
      '/demo/PLAT/intake',
      'Later',
    ]);
    expect(named(write('POST', '/moves', { moves: [{ card: 1 }, { card: 2 }] }))).toEqual([
      'move',
      ['PLAT-1', 'PLAT-2'],
      '/demo/PLAT',
      '',
    ]);
    expect(named(write('POST', '/cards/7/checklist', { items: [{ text: 'x' }, { text: 'y' }] }))[3]).toBe(
      'x\n\ny',
    );
  });
});
