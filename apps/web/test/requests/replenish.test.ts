import { describe, expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import { limitsText } from '@/features/requests/answer/kinds/entry';
import { planOf } from '@/features/requests/replenish/plan';
import { aBoard } from '../a-board.ts';
import { aRequest } from '../a-request.ts';

const waiting = [
  aRequest({ number: 1, classOfService: 'expedite' }),
  aRequest({ number: 2 }),
  aRequest({ number: 3 }),
  aRequest({ number: 4 }),
];
const { t } = createWords('en', 'UTC');
const target = { columnId: null, swimlaneId: null };
const left = (plan: ReturnType<typeof planOf>) => plan.rooms.map(({ room }) => room.free);
const refused = (plan: ReturnType<typeof planOf>) =>
  plan.candidates.filter(({ entry }) => entry.broken.length > 0).map(({ request }) => request.number);

describe('choosing requests to accept', () => {
  const board = aBoard()
    .queue('Ready', { max: 3, cards: [{}] })
    .active('Dev')
    .done('Done')
    .limit({ scope: 'columns', columnIds: ['Ready', 'Dev'] }, 9, 7)
    .made();

  it('counts the room down, in the column and under the limits above it', () => {
    expect(left(planOf(board, waiting, [], target))).toEqual([2, 2]);
    expect(left(planOf(board, waiting, [3], target))).toEqual([1, 1]);
    expect(left(planOf(board, waiting, [3, 2], target))).toEqual([0, 0]);
  });

  it('names the limit for each request that no longer fits; expedite requests don’t take a place', () => {
    expect(refused(planOf(board, waiting, [3], target))).toEqual([]);
    const plan = planOf(board, waiting, [3, 2], target);
    expect(refused(plan)).toEqual([4]);
    expect(limitsText(t, plan.candidates[3]?.entry.broken ?? [])).toContain('Ready is full: 3 of 3.');
    expect(plan.isFitting).toBe(true);
    expect(left(planOf(board, waiting, [1], target))).toEqual([2, 2]);
  });

  it('notices when somebody else takes the room of chosen requests', () => {
    const plan = planOf(board, waiting, [2, 3, 4], target);
    expect(plan.isFitting).toBe(false);
    expect(refused(plan)).toEqual([4]);
  });

  it('leaves out what was answered in the meantime', () => {
    expect(left(planOf(board, waiting.slice(0, 2), [2, 3], target))).toEqual([1, 1]);
  });
});
