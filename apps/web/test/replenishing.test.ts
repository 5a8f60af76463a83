import { describe, expect, it } from '@jest/globals';
import { replenishing } from '@/features/requests/replenish/plan';
import { aBoard } from './a-board.ts';
import { aRequest } from './a-request.ts';

const waiting = [
  aRequest({ number: 1, classOfService: 'expedite' }),
  aRequest({ number: 2 }),
  aRequest({ number: 3 }),
  aRequest({ number: 4 }),
];
const place = { columnId: null, swimlaneId: null };
const left = (plan: ReturnType<typeof replenishing>) => plan.rooms.map(({ room }) => room.free);
const shut = (plan: ReturnType<typeof replenishing>) =>
  plan.candidates.filter(({ entry }) => entry.why).map(({ request }) => request.number);

describe('choosing what enters', () => {
  const board = aBoard()
    .queue('Ready', { max: 3, cards: [{}] })
    .active('Dev')
    .done('Done')
    .limit({ scope: 'columns', columnIds: ['Ready', 'Dev'] }, 9, 7)
    .made();

  it('counts the room down, in the column and under the limits above it', () => {
    expect(left(replenishing(board, waiting, [], place))).toEqual([2, 2]);
    expect(left(replenishing(board, waiting, [3], place))).toEqual([1, 1]);
    expect(left(replenishing(board, waiting, [3, 2], place))).toEqual([0, 0]);
  });

  it('says of each that is not chosen why it does not fit any more; expedite ones stand beside the count', () => {
    expect(shut(replenishing(board, waiting, [3], place))).toEqual([]);
    const plan = replenishing(board, waiting, [3, 2], place);
    expect(shut(plan)).toEqual([4]);
    expect(plan.candidates[3]?.entry.why).toContain('Ready is full: 3 of 3.');
    expect(plan.isFitting).toBe(true);
    expect(left(replenishing(board, waiting, [1], place))).toEqual([2, 2]);
  });

  it('says so where somebody else takes the room of what is chosen', () => {
    const plan = replenishing(board, waiting, [2, 3, 4], place);
    expect(plan.isFitting).toBe(false);
    expect(shut(plan)).toEqual([4]);
  });

  it('leaves out what is answered meanwhile', () => {
    expect(left(replenishing(board, waiting.slice(0, 2), [2, 3], place))).toEqual([1, 1]);
  });
});
