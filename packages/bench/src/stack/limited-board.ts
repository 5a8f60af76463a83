import type { NewLimit } from '@weir/contract';
import type { BenchBoard, World } from './world.js';

const max = 9999;

/**
 * A board of 64 cards, all in one lane, with one limit or six. Each limit counts a card that enters Doing, and none
 * ever refuses: Doing, Doing and Review together, the lane, a person with three of four cards, the board, a class.
 */
export async function aLimitedBoard(world: World, key: string, limits: 1 | 6): Promise<BenchBoard> {
  const board = await world.makeBoard(
    key,
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active' },
      { name: 'Review', kind: 'active' },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: 20, Doing: 22, Review: 22 },
  );
  const [lane] = await world.query<{ id: string }>(
    `INSERT INTO swimlanes (workspace_id, board_id, id, name, position)
     SELECT workspace_id, id, uuidv7(), 'Web', 1 FROM boards WHERE id = $1 RETURNING id`,
    [board.id],
  );
  await world.query('UPDATE cards SET swimlane_id = $2 WHERE board_id = $1', [board.id, lane!.id]);
  const { Doing, Review } = board.columns as { Doing: string; Review: string };
  const six: NewLimit[] = [
    { scope: 'column', columnId: Doing, max },
    { scope: 'columns', columnIds: [Doing, Review], max },
    { scope: 'swimlane', swimlaneId: lane!.id, max },
    { scope: 'person', userId: world.caller.userId, across: 'board', max },
    { scope: 'board', max },
    { scope: 'classOfService', classOfService: 'standard', max },
  ];
  await world.limit(board, six.slice(0, limits));
  return board;
}
