import type { World } from '../../support/intake-world.js';

/** Requests of two people, answered one a minute before now, laid as a restore lays them: no trigger has a say. */
export async function manyAnswered(
  { sql, requester, otherRequester, clock }: World,
  board: string,
  count: number,
): Promise<{ workspaceId: string; boardId: string }> {
  const key = board.split('/').at(-1);
  await sql.query('ALTER TABLE requests DISABLE TRIGGER USER');
  await sql.query(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, answered_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), 100 + n, 'Long ago', ($3::uuid[])[1 + n % 2], t - interval '1 day', t, t, t
       FROM boards b, generate_series(1, $2::int) n, LATERAL (SELECT $4::timestamptz - n * interval '1 minute' AS t) x
      WHERE b.key = $1`,
    [key, count, [requester.id, otherRequester.id], clock.now()],
  );
  await sql.query('ALTER TABLE requests ENABLE TRIGGER USER');
  await sql.query('ANALYZE requests');
  const { rows } = await sql.query<{ workspaceId: string; boardId: string }>(
    'SELECT workspace_id AS "workspaceId", id AS "boardId" FROM boards WHERE key = $1',
    [key],
  );
  return rows[0] as { workspaceId: string; boardId: string };
}
