import type { Limit } from '@weir/contract';
import type { Api } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

export const why = 'The release cannot wait';
/** A limit that a manager may override with a reason. */
export const reason = (max: number) => ({ max, mode: 'reason' as const });

/** Cards 1 in Ready, 2 in Doing, 3 expedite in Doing. Ready and Doing are full; both limits take an override. */
export async function aFullBoard({ people: { manager } }: Api): Promise<BoardUnderTest> {
  const board = await aBoard()
    .column('Ready', { kind: 'queue', limit: reason(1) })
    .column('Doing', { limit: reason(1) })
    .make();
  await manager.createCard(board, { column: 'Ready' });
  await manager.createCard(board, { column: 'Doing' });
  await manager.createCard(board, { column: 'Doing', classOfService: 'expedite' });
  await board.ask();
  return board;
}

export async function limitOn(board: BoardUnderTest, column: string): Promise<Limit> {
  const { limits } = await board.read();
  return limits.find((limit) => limit.scope === 'column' && limit.columnId === board.id(column))!;
}

/** Sets a limit of 0 on the member, which takes an override. */
export function closeMember({ people }: Api, board: BoardUnderTest): Promise<Limit> {
  return board.limit({ scope: 'person', userId: people.member.id, across: 'board', ...reason(0) });
}
