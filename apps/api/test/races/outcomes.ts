import { expect } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import type { BoardUnderTest } from '../support/board.js';
import type { Answer, Person } from '../support/person.js';

export async function setMax(
  manager: Person,
  board: BoardUnderTest,
  { id }: { id: string },
  max: number,
): Promise<void> {
  expect((await manager.patch(`${board.path}/limits/${id}`, { max })).status).toBe(200);
}

/**
 * Expects a 409 with all its facts: the one limit, its load and what can be done instead. If several `boards`
 * share the limit, the cards in the way may all be on another one, and then there are no options.
 */
export function expectRefusedBy(
  answer: Answer,
  limit: { id: string; scope: string; of: string; max: number; load: number },
  boards = 1,
): void {
  if (answer.status !== 409) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  const problem = problemSchemas['wip-limit-reached'].parse(answer.body);
  expect(problem.limits).toMatchObject([{ mode: 'block', ...limit }]);
  expect(problem.limits).toHaveLength(1);
  if (boards === 1) expect(problem.options.length).toBeGreaterThan(0);
}

/** Counts the answers by status. */
export function statusesOf(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
