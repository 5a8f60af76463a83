import type { Limit } from '@weir/contract';
import type { Api } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { aLimit, handsOf } from '../../support/hands.js';

// Limits that let somebody pass who says why.

export const why = 'The release cannot wait';
export const reason = (max: number) => ({ max, mode: 'reason' as const });

/** Cards 1 in Ready, 2 in Doing, 3 expedite in Doing; Ready and Doing take no more without a reason. */
export async function aFullBoard(api: Api): Promise<BoardUnderTest> {
  const board = await aBoard(api)
    .column('Ready', { kind: 'queue', limit: reason(1) })
    .column('Doing', { limit: reason(1) })
    .make();
  const { createIn } = handsOf(() => api.as('manager'));
  await createIn(board, 'Ready');
  await createIn(board, 'Doing');
  await createIn(board, 'Doing', { classOfService: 'expedite' });
  await api.as('requester').post(`${board.path}/requests`, { title: 'A request' });
  return board;
}

export async function limitOn(board: BoardUnderTest, column: string): Promise<Limit> {
  const { limits } = await board.read();
  return limits.find((limit) => limit.scope === 'column' && limit.columnId === board.id(column))!;
}

/** The member, too, takes no card on this board without a reason: the limit that says so. */
export function aClosedMember(api: Api, board: BoardUnderTest): Promise<Limit> {
  const limit = { scope: 'person', userId: api.cast.member.id, across: 'board', ...reason(0) };
  return aLimit(api.as('manager'), board, limit);
}
