import type { QueryResultRow } from 'pg';
import type { Floor } from '../../load/floor.js';
import type { BenchBoard, World } from '../../stack/world.js';
import type { Contender } from '../scenario.js';
import { sqlClients } from './floor-clients.js';

/** Where the copies of our tables are. */
export const bareSchema = 'bare';

/**
 * The bare work of a write: one statement that writes the card, the clock and the event, and nothing else. It checks no
 * session, role, limit, idempotency key or version, and returns no card. It runs on copies of our tables with their indexes
 * and checks, but without triggers and foreign keys, so it does not get slower when our functions do.
 */
export async function bareFloor(
  world: World,
  floor: Floor,
  board: BenchBoard,
  name: 'bareMove' | 'bareCreate',
  values: (n: number, of: number) => () => unknown[],
): Promise<Contender> {
  await copyBoard(world, board);
  const isRight = (row: QueryResultRow) => 'seq' in row;
  const clients = sqlClients(
    floor,
    { name, text: statements[name] },
    (n, of) => {
      const next = values(n, of);
      return () => [board.workspaceId, board.id, ...next()];
    },
    isRight,
  );
  return { ...clients, name: 'bare floor', isBare: true };
}

async function copyBoard(world: World, board: BenchBoard): Promise<void> {
  await world.query(`CREATE SCHEMA IF NOT EXISTS ${bareSchema}`);
  await world.query(`GRANT USAGE ON SCHEMA ${bareSchema} TO PUBLIC`);
  for (const table of ['board_clock', 'cards', 'events']) {
    const copy = `${bareSchema}.${table}`;
    await world.query(`CREATE TABLE IF NOT EXISTS ${copy} (LIKE public.${table} INCLUDING ALL)`);
    await world.query(`GRANT SELECT, INSERT, UPDATE ON ${copy} TO PUBLIC`);
    await world.query(
      `INSERT INTO ${copy} SELECT * FROM public.${table} WHERE workspace_id = $2 AND board_id = $1`,
      [board.id, board.workspaceId],
    );
  }
}

/** Each takes the workspace and the board first. */
const statements = {
  // A card's number, and its new column.
  bareMove: `
    WITH clock AS (
      UPDATE ${bareSchema}.board_clock SET seq = seq + 1, at = now() WHERE workspace_id = $1 AND board_id = $2
      RETURNING seq, at
    ), moved AS (
      UPDATE ${bareSchema}.cards c SET column_id = $4, rank = c.rank + 1, version = c.version + 1, entered_column_at = now()
       WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.number = $3
      RETURNING c.number, c.column_id
    )
    INSERT INTO ${bareSchema}.events (workspace_id, board_id, seq, type, at, changes)
    SELECT $1, $2, k.seq, 'card.moved', k.at,
           jsonb_build_array(jsonb_build_object('card', m.number, 'to', jsonb_build_object('columnId', m.column_id)))
      FROM clock k, moved m
    RETURNING seq`,
  // The card's id, column, title, description and creator.
  bareCreate: `
    WITH clock AS (
      UPDATE ${bareSchema}.board_clock SET seq = seq + 1, at = now(), next_card = next_card + 1
       WHERE workspace_id = $1 AND board_id = $2
      RETURNING seq, at, next_card - 1 AS number
    ), made AS (
      INSERT INTO ${bareSchema}.cards (workspace_id, board_id, id, number, title, description, column_id, rank, created_at,
                                       created_by, entered_column_at)
      SELECT $1, $2, $3, k.number, $5, $6, $4, k.number, k.at, $7, k.at FROM clock k
      RETURNING number, title
    )
    INSERT INTO ${bareSchema}.events (workspace_id, board_id, seq, type, at, changes)
    SELECT $1, $2, k.seq, 'card.created', k.at,
           jsonb_build_array(jsonb_build_object('card', m.number, 'to', jsonb_build_object('title', m.title)))
      FROM clock k, made m
    RETURNING seq`,
};
