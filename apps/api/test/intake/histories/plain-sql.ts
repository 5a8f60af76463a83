import type { Api } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import type { SqlStep } from './steps.js';

/** A card of the board, archived or not, and the number of the request that it came from. */
export type CardRow = {
  number: number;
  request: number | null;
  kind: 'queue' | 'active' | 'done';
  archived: boolean;
};

export async function cardsOf({ pool }: Api, { key }: BoardUnderTest): Promise<CardRow[]> {
  const { rows } = await pool.query<CardRow>(
    `SELECT c.number, r.number AS request, k.kind, c.archived_at IS NOT NULL AS archived
       FROM boards b
       JOIN cards c   ON c.board_id = b.id
       JOIN columns k ON k.board_id = b.id AND k.id = c.column_id
       LEFT JOIN requests r ON r.board_id = b.id AND r.id = c.request_id
      WHERE b.key = $1 ORDER BY c.number`,
    [key],
  );
  return rows;
}

const kinds = { Ready: 'queue', Doing: 'active', Review: 'active', Done: 'done' };

/** Writes to the board as psql does. A limit, or a ticket that was used, may refuse it. */
export async function writeSql(api: Api, board: BoardUnderTest, { nth, change, to }: SqlStep): Promise<void> {
  const ofBoard = `(SELECT id FROM boards WHERE key = '${board.key}')`;
  const cards = await cardsOf(api, board);
  const card = `board_id = ${ofBoard} AND number = ${cards[nth % Math.max(1, cards.length)]?.number ?? 0}`;
  const statements: Record<SqlStep['change'], string> = {
    move: `UPDATE cards SET column_id = '${board.id(to)}' WHERE ${card}`,
    archive: `UPDATE cards SET archived_at = now() WHERE archived_at IS NULL AND ${card}`,
    restore: `UPDATE cards SET archived_at = NULL WHERE ${card}`,
    delete: `DELETE FROM cards WHERE ${card}`,
    cutOff: `UPDATE cards SET request_id = NULL WHERE ${card}`,
    kind: `UPDATE columns SET kind = '${kinds[to]}'
            WHERE board_id = ${ofBoard} AND name = 'Review'`,
  };
  try {
    await api.pool.query(statements[change]);
  } catch (error) {
    if ((error as { code?: string }).code !== 'WIP00') throw error;
  }
}
