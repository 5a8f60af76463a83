import { expect } from '@jest/globals';
import { type Card, type NewCard, type ProblemOf, problemSchemas } from '@weir/contract';
import type { Api } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';
import type { Answer, Caller } from '../support/caller.js';
import { all } from './crowd.js';

// What the clients of a race do over HTTP.

export type Tried = Answer<Card & ProblemOf<'wip-limit-reached'>>;
export type Facts = Pick<NewCard, 'classOfService' | 'swimlaneId' | 'assigneeIds'>;

/** Cards made in a column, which must have room for them: their numbers. */
export async function cardsIn(
  api: Api,
  board: BoardUnderTest,
  column: string,
  count: number,
  facts: Facts = {},
): Promise<number[]> {
  const answers = await all(count, () => create(api.as('member'), board, board.id(column), facts));
  expect(answers.map(({ status }) => status)).toEqual(new Array(count).fill(201));
  return answers.map(({ body }) => body.number);
}

export function create(
  caller: Caller,
  board: BoardUnderTest,
  columnId: string,
  facts: Facts = {},
): Promise<Tried> {
  return caller.post(`${board.path}/cards`, { title: 'A piece of work', columnId, ...facts });
}

export function move(
  caller: Caller,
  board: BoardUnderTest,
  number: number,
  columnId: string,
  more: object = {},
): Promise<Tried> {
  return caller.put(`${board.path}/cards/${number}/position`, { columnId, ...more });
}

export function patch(caller: Caller, board: BoardUnderTest, number: number, change: Facts): Promise<Tried> {
  return caller.patch(`${board.path}/cards/${number}`, change);
}

export async function archive(api: Api, board: BoardUnderTest, number: number): Promise<void> {
  expect((await api.as('member').put(`${board.path}/cards/${number}/archive`)).status).toBe(200);
}

export async function setMax(
  api: Api,
  board: BoardUnderTest,
  { id }: { id: string },
  max: number,
): Promise<void> {
  expect((await api.as('manager').patch(`${board.path}/limits/${id}`, { max })).status).toBe(200);
}

/**
 * A 409 with all its facts: the one limit, what fills it, and what can be done instead; where `boards` share the
 * limit, all that fills it may stand on another one.
 */
export function expectRefusedBy(
  answer: Tried,
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

export function statusesOf(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
