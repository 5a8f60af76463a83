import type { Api } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';

/**
 * Inserts answered requests of two people, one a minute, up to now. Triggers are off, as while a dump is restored,
 * because thousands of requests over HTTP would take minutes.
 */
export async function insertAnswered(
  { pool, people, clock }: Api,
  board: BoardUnderTest,
  count: number,
): Promise<{ workspaceId: string; boardId: string }> {
  const requesters = [people.requester.id, people.secondRequester.id];
  await pool.query('ALTER TABLE requests DISABLE TRIGGER USER');
  await pool.query(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, answered_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), 100 + n, 'Long ago', ($3::uuid[])[1 + n % 2], t - interval '1 day', t, t, t
       FROM boards b, generate_series(1, $2::int) n, LATERAL (SELECT $4::timestamptz - n * interval '1 minute' AS t) x
      WHERE b.key = $1`,
    [board.key, count, requesters, clock.now()],
  );
  await pool.query('ALTER TABLE requests ENABLE TRIGGER USER');
  await pool.query('ANALYZE requests');
  const { rows } = await pool.query<{ workspaceId: string; boardId: string }>(
    'SELECT workspace_id AS "workspaceId", id AS "boardId" FROM boards WHERE key = $1',
    [board.key],
  );
  return rows[0] as { workspaceId: string; boardId: string };
}
