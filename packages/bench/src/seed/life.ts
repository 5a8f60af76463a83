/**
 * Plans the cards of the batch, in `life`: one row for each number, and two more with waiting requests. The percentages `p1` to `p5`
 * decide the events of a card. They depend only on its board and number, so the same seed makes the same history.
 */
export const lives = `
  INSERT INTO pg_temp.life
  SELECT m.n, i, h % 100, h / 100 % 100, h / 10000 % 100, h / 1000000 % 100, g % 100,
         m.team[1 + g / 100 % cardinality(m.team)], m.team[1 + g / 1000 % cardinality(m.team)], m.askers[1 + g / 10000 % cardinality(m.askers)],
         (ARRAY['Fix', 'Add', 'Remove', 'Move', 'Check', 'Describe', 'Measure', 'Replace', 'Test', 'Automate', 'Simplify', 'Renew', 'Split',
                'Speed up', 'Translate', 'Secure', 'Review', 'Plan', 'Ship', 'Repair'])[1 + h % 20]
         || ' the ' || (ARRAY['export', 'import', 'login', 'search', 'report', 'backup', 'printer', 'calendar', 'checkout', 'newsletter', 'contract',
                'invoice', 'dashboard', 'password', 'warehouse', 'pipeline', 'schedule', 'archive', 'gateway', 'template', 'picture', 'payment',
                'delivery', 'catalogue', 'price', 'address', 'language', 'forecast', 'sensor', 'form'])[1 + h / 20 % 30]
         || ' of ' || (ARRAY['Berlin', 'Paris', 'Madrid', 'Oslo', 'Vienna', 'Prague', 'Rome', 'Lisbon', 'Dublin', 'Warsaw', 'the shop', 'Finance',
                'Support', 'Sales', 'Legal', 'the plant', 'the fleet', 'Marketing', 'the lab', 'Research'])[1 + g % 20]
         || ' in case ' || m.n || '-' || i,
         'What we know so far is in the notes of ' || (ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])[1 + g % 5]
         || '. It helps about ' || 10 + h % 90 || ' people a week.',
         uuidv7(t.at - now()), uuidv7(t.at - 2 * m.step - now()), uuidv7(t.at - m.step - now()), uuidv7(t.at + m.queued * m.step - now()),
         uuidv7(t.at + (m.queued + m.doing) * m.step - now())
    FROM pg_temp.made m, generate_series(1, m.cards + 2) i,
         LATERAL (SELECT abs(hashint8(m.n * 1000003::bigint + i)::bigint) AS h, abs(hashint8(m.n * 7000001::bigint - i)::bigint) AS g) x,
         LATERAL (SELECT pg_temp.at_tick(m.start, m.step, i, 40) AS at) t`;

/** `assignee`, `author` and `asker` are people of the board. `card_id` and `request_id` are ids in the order of time. */
export const lifeTable = `
  CREATE TEMP TABLE life (
    n int, i int, p1 int, p2 int, p3 int, p4 int, p5 int, assignee uuid, author uuid, asker uuid, title text, description text, card_id uuid,
    request_id uuid, declined_id uuid, comment_id uuid, comment2_id uuid, PRIMARY KEY (n, i));
  CREATE FUNCTION pg_temp.at_tick(_start timestamptz, _step interval, _tick int, _place int) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
    'SELECT date_trunc(''milliseconds'', _start + _step * (_tick + _place / 64.0))'`;

/**
 * Plans the events, in `steps`: ten for each card on average. `place` orders the steps within a tick. Each kind has its own place, so no
 * two steps of a board have the same time. Steps after the last tick are left out.
 */
export const steps = `
  INSERT INTO pg_temp.steps (n, i, kind, tick, place, bumps)
  SELECT l.n, l.i, s.kind, s.tick, s.place, s.bumps
    FROM pg_temp.life l
    JOIN pg_temp.made m USING (n)
   CROSS JOIN LATERAL (VALUES
     ('submitted',  l.i - 2,                                             50, false, l.p1 < 35),
     ('submitted2', l.i - 1,                                             51, false, l.p2 < 30),
     ('declined',   l.i,                                                 45, false, l.p2 < 30),
     ('created',    l.i,                                                 40, true,  true),
     ('edited',     l.i,                                                 41, true,  true),
     ('reordered',  l.i + 1,                                             43, true,  l.p4 < 90),
     ('labelled',   l.i + 1,                                             44, true,  l.p5 < 60),
     ('begun',      l.i + m.queued,                                      30, true,  true),
     ('assigned',   l.i + m.queued,                                      31, true,  l.p3 < 80),
     ('commented',  l.i + m.queued,                                      32, false, l.p4 < 80),
     ('blocked',    l.i + m.queued,                                      33, true,  l.p5 < 12),
     ('unblocked',  l.i + m.queued + m.doing,                            15, true,  l.p5 < 12),
     ('reviewed',   l.i + m.queued + m.doing,                            20, true,  true),
     ('commented2', l.i + m.queued + m.doing,                            22, false, l.p1 < 70),
     ('delivered',  l.i + m.queued + m.doing + m.reviewing,              10, true,  true),
     ('archived',   l.i + m.queued + m.doing + m.reviewing + m.shown,     5, true,  m.archives)
   ) s (kind, tick, place, bumps, happens)
   WHERE s.happens AND s.tick <= m.cards AND (l.i <= m.cards OR s.kind LIKE 'submitted%');
  INSERT INTO pg_temp.steps (n, i, kind, tick, place, bumps) SELECT n, 0, 'board', -3, 0, false FROM pg_temp.made;
  ANALYZE pg_temp.life, pg_temp.steps, pg_temp.made`;

/** Numbers the steps and the requests of a board, and the versions of a card. */
export const numberedSteps = `
  INSERT INTO pg_temp.numbered
  SELECT s.n, s.i, s.kind, s.tick, s.place, row_number() OVER (PARTITION BY s.n ORDER BY s.tick, s.place),
         count(*) FILTER (WHERE s.bumps) OVER (PARTITION BY s.n, s.i ORDER BY s.tick, s.place),
         count(*) FILTER (WHERE s.kind LIKE 'submitted%') OVER (PARTITION BY s.n ORDER BY s.tick, s.place), pg_temp.at_tick(m.start, m.step, s.tick, s.place)
    FROM pg_temp.steps s JOIN pg_temp.made m USING (n);
  ANALYZE pg_temp.numbered`;

export const stepsTables = `
  CREATE TEMP TABLE steps (n int, i int, kind text, tick int, place int, bumps boolean);
  CREATE TEMP TABLE numbered (n int, i int, kind text, tick int, place int, seq bigint, version int, asked int, at timestamptz)`;

/** The times of all steps of a card in one row, and its rank: a card that moved later is lower in its column. */
export const datedLives = `
  INSERT INTO pg_temp.dated
  SELECT l.*, m.workspace_id, m.board_id, m.label_ids[1 + l.p1 % 5], m.label_ids[1 + (l.p1 + 1) % 5], t.*, l.p1 < 35 AS asked
    FROM pg_temp.life l
    JOIN pg_temp.made m USING (n)
    JOIN LATERAL (
      SELECT max(s.version) AS version, max(s.at) FILTER (WHERE s.kind NOT IN ('submitted', 'submitted2', 'declined', 'commented', 'commented2')) AS updated_at,
             max(s.at) FILTER (WHERE s.kind = 'created')   AS created_at,   max(s.at) FILTER (WHERE s.kind = 'begun')     AS begun_at,
             max(s.at) FILTER (WHERE s.kind = 'blocked')   AS blocked_at,   max(s.at) FILTER (WHERE s.kind = 'unblocked') AS unblocked_at,
             max(s.at) FILTER (WHERE s.kind = 'reviewed')  AS reviewed_at,  max(s.at) FILTER (WHERE s.kind = 'delivered') AS delivered_at,
             max(s.at) FILTER (WHERE s.kind = 'archived')  AS archived_at,  max(s.at) FILTER (WHERE s.kind = 'submitted') AS submitted_at,
             max(s.at) FILTER (WHERE s.kind = 'submitted2') AS submitted2_at, max(s.at) FILTER (WHERE s.kind = 'declined') AS declined_at,
             max(s.at) FILTER (WHERE s.kind = 'commented') AS commented_at, max(s.at) FILTER (WHERE s.kind = 'commented2') AS commented2_at,
             max(s.asked) FILTER (WHERE s.kind = 'submitted') AS request, max(s.asked) FILTER (WHERE s.kind = 'submitted2') AS declined,
             max(s.seq) FILTER (WHERE s.kind = 'created') AS created_seq, max(s.seq) FILTER (WHERE s.kind = 'begun') AS begun_seq,
             max(s.seq) FILTER (WHERE s.kind = 'blocked') AS blocked_seq, max(s.seq) FILTER (WHERE s.kind = 'unblocked') AS unblocked_seq,
             max(s.seq) FILTER (WHERE s.kind = 'delivered') AS delivered_seq,
             bool_or(s.kind = 'labelled') AS labelled, bool_or(s.kind = 'assigned') AS assigned,
             max(s.tick * 64 + s.place) FILTER (WHERE s.kind IN ('created', 'reordered', 'begun', 'reviewed', 'delivered')) AS rank
        FROM pg_temp.numbered s WHERE s.n = l.n AND s.i = l.i) t ON true;
  ANALYZE pg_temp.dated`;

export const datedTable = `
  CREATE TEMP TABLE dated AS
  SELECT l.*, NULL::uuid AS workspace_id, NULL::uuid AS board_id, NULL::uuid AS label_id, NULL::uuid AS label2_id,
         0::bigint AS version, now() AS updated_at, now() AS created_at, now() AS begun_at,
         now() AS blocked_at, now() AS unblocked_at, now() AS reviewed_at, now() AS delivered_at, now() AS archived_at, now() AS submitted_at,
         now() AS submitted2_at, now() AS declined_at, now() AS commented_at, now() AS commented2_at, 0 AS request, 0 AS declined, 0::bigint AS created_seq, 0::bigint AS begun_seq, 0::bigint AS blocked_seq,
         0::bigint AS unblocked_seq, 0::bigint AS delivered_seq, true AS labelled, true AS assigned, 0 AS rank,
         true AS asked
    FROM pg_temp.life l WHERE false;
  CREATE INDEX ON pg_temp.dated (n, i);
  CREATE INDEX ON pg_temp.numbered (n, i)`;
