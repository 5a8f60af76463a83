import type pg from 'pg';

/** The rules, each with a query of the rows that break it. */
const rules: Record<string, string> = {
  'a board whose events are not numbered from 1 to the number of its clock': `
    SELECT FROM board_clock k
      LEFT JOIN (SELECT e.workspace_id, e.board_id, count(*) AS n, min(e.seq) AS first, max(e.seq) AS last
                   FROM events e GROUP BY 1, 2) e USING (workspace_id, board_id)
     WHERE (k.seq, k.seq, 1) IS DISTINCT FROM (e.n, e.last, e.first) AND k.seq > 0`,
  'an event that is earlier than the one before it': `
    SELECT FROM (SELECT e.at, lag(e.at) OVER (PARTITION BY e.workspace_id, e.board_id ORDER BY e.seq) AS before
                   FROM events e JOIN pg_temp.sampled s ON s.workspace_id = e.workspace_id AND s.board_id = e.board_id) x
     WHERE x.at < x.before`,
  'a limit that is exceeded': 'SELECT FROM wip_limits l WHERE weir.load(l) > l.max',
  'a column that had more cards than its limit after an event': `
    SELECT FROM (
      SELECT l.max, sum(x.change) OVER (PARTITION BY l.id ORDER BY x.seq) AS load
        FROM (SELECT e.workspace_id, e.board_id, e.seq, v.column_id, v.change
                FROM events e
                JOIN pg_temp.sampled s ON s.workspace_id = e.workspace_id AND s.board_id = e.board_id
               CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
               CROSS JOIN LATERAL (VALUES ((c #>> '{to,columnId}')::uuid, 1), ((c #>> '{from,columnId}')::uuid, -1)) v (column_id, change)
               WHERE e.type IN ('card.moved', 'card.created', 'request.answered') AND v.column_id IS NOT NULL) x
        JOIN wip_limits l ON l.workspace_id = x.workspace_id AND l.board_id = x.board_id AND l.column_id = x.column_id) y
     WHERE y.load > y.max`,
  'a queue with more requests than its depth': `
    SELECT FROM intakes i WHERE i.depth < (
      SELECT count(*) FROM requests r WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL)`,
  'a request without its one answer': `
    SELECT FROM requests r LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
     WHERE r.answered_at IS DISTINCT FROM a.at`,
  'an accepted request without a card': `
    SELECT FROM answers a LEFT JOIN cards c ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.request_id = a.request_id
     WHERE a.kind = 'accept' AND c.id IS NULL`,
  'a card that is not what the log of its board says': `
    SELECT FROM pg_temp.sampled s, LATERAL weir.unseen_changes(s.workspace_id, s.board_id)`,
  'a text that differs in the search': `
    SELECT FROM cards c
      JOIN pg_temp.sampled s ON s.workspace_id = c.workspace_id AND s.board_id = c.board_id
      LEFT JOIN search_texts t ON t.workspace_id = c.workspace_id AND t.board_id = c.board_id AND t.id = c.id
     WHERE t.words IS DISTINCT FROM weir.search_words(c.title, c.description)`,
  'a trigger that is off': `
    SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'public'::regnamespace WHERE t.tgenabled <> 'O'`,
};

const flowTables = ['flow_stays', 'flow_cards', 'flow_days'];

/**
 * Checks a seeded database by Weir's own functions: numbers and times of events, limits now and after each event, requests and their
 * answers, cards against the log, texts of the search, and the history for flow figures, which it makes again from the events. Rules
 * about each event are checked on this many boards, of all sizes, and the history on every fifth of them. Returns the broken rules.
 * It changes nothing.
 */
export async function checkSeed(client: pg.ClientBase, boards: number): Promise<string[]> {
  const faults: string[] = [];
  await client.query('BEGIN');
  try {
    await client.query(
      `CREATE TEMP TABLE sampled ON COMMIT DROP AS
       SELECT b.workspace_id, b.id AS board_id FROM boards b WHERE b.name LIKE 'Board %' AND b.key ~ '^S[0-9]+$'
        ORDER BY hashtextextended(b.key, 0) LIMIT ${boards}`,
    );
    for (const [rule, rows] of Object.entries(rules)) {
      const found = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM (${rows}) x`);
      if (found.rows[0]!.n > 0) faults.push(`${rule}: ${found.rows[0]!.n} times`);
    }
    await client.query(
      `DELETE FROM pg_temp.sampled WHERE ctid <> ALL (ARRAY(SELECT ctid FROM pg_temp.sampled LIMIT ${Math.ceil(boards / 5)}))`,
    );
    faults.push(...(await flowFaults(client)));
  } finally {
    await client.query('ROLLBACK');
  }
  return faults;
}

/** Makes the history of the sampled boards again, as the job does, and compares it. */
async function flowFaults(client: pg.ClientBase): Promise<string[]> {
  const ofSample = (table: string) =>
    `SELECT f.* FROM ${table} f JOIN pg_temp.sampled s ON s.workspace_id = f.workspace_id AND s.board_id = f.board_id`;
  for (const table of flowTables)
    await client.query(`CREATE TEMP TABLE was_${table} ON COMMIT DROP AS ${ofSample(table)}`);
  for (const table of [...flowTables, 'flow_positions'])
    await client.query(
      `DELETE FROM ${table} f USING pg_temp.sampled s WHERE s.workspace_id = f.workspace_id AND s.board_id = f.board_id`,
    );
  await client.query(
    'SELECT weir.follow_flow(s.workspace_id, s.board_id, 2147483647) FROM pg_temp.sampled s',
  );
  const faults: string[] = [];
  for (const table of flowTables) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ((${ofSample(table)} EXCEPT SELECT * FROM pg_temp.was_${table})
         UNION ALL (SELECT * FROM pg_temp.was_${table} EXCEPT ${ofSample(table)})) x`,
    );
    if (rows[0]!.n > 0) faults.push(`rows of ${table} that its events do not make: ${rows[0]!.n}`);
  }
  return faults;
}
