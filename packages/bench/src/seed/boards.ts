/**
 * Plans the boards of a batch, in `made`. $1: their sizes as JSON. A board works in ticks: in each tick one card is created, one begins,
 * one moves to Review and one to Done. So a card waits for `queued` ticks, is in Doing for `doing` and in Review for `reviewing` ticks,
 * and is archived `shown` ticks after its delivery. Within a tick, cards leave a column before others enter it, so Doing never has more
 * than `doing` cards. The number of the last tick is the number of the last card. It was some hours ago.
 */
export const planBoards = `
  INSERT INTO pg_temp.made
  SELECT s.n, p.workspace_id, uuidv7(-t.days * interval '1 day'), s.cards,
         3 + s.n % 12, 1 + s.n % 5, 1 + s.n % 4, 10 + s.n % 30, s.n % 7 <> 0,
         date_trunc('second', now() - t.days * interval '1 day'),
         (t.days * interval '1 day' - (1 + s.n % 40) * interval '1 hour') / (s.cards + 1),
         uuidv7(), uuidv7(), uuidv7(), uuidv7(), ARRAY[uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()],
         ARRAY(SELECT c.user_id FROM pg_temp.crew c WHERE c.place = s.place AND c.role = 'member' ORDER BY (c.n + s.n) % p.people LIMIT 6),
         ARRAY(SELECT c.user_id FROM pg_temp.crew c WHERE c.place = s.place AND c.role = 'requester' ORDER BY (c.n + s.n) % p.people LIMIT 10),
         (SELECT c.user_id FROM pg_temp.crew c WHERE c.place = s.place AND c.role IN ('manager', 'owner')
           ORDER BY (c.n + s.n) % p.people LIMIT 1)
    FROM jsonb_to_recordset($1::jsonb) s (n int, place int, cards int)
    JOIN pg_temp.places p USING (place), LATERAL (SELECT 60 + s.n * 13 % 640 AS days) t`;

/** The columns of `made` in the order of planBoards. */
export const madeTable = `
  CREATE TEMP TABLE made (
    n int PRIMARY KEY, workspace_id uuid, board_id uuid UNIQUE, cards int, queued int, doing int, reviewing int, shown int, archives boolean,
    start timestamptz, step interval, ready_id uuid, doing_id uuid, review_id uuid, done_id uuid, label_ids uuid[], team uuid[], askers uuid[],
    manager uuid)`;

/** The rows of the boards without their cards and requests. The clocks come after the events. */
export const boardRows = `
  INSERT INTO boards (workspace_id, id, key, name, created_at, created_by)
  SELECT workspace_id, board_id, 'S' || n, 'Board ' || n, start - 3 * step, manager FROM pg_temp.made;
  INSERT INTO intakes (workspace_id, board_id) SELECT workspace_id, board_id FROM pg_temp.made;
  INSERT INTO columns (workspace_id, board_id, id, name, kind, position)
  SELECT m.workspace_id, m.board_id, k.id, k.name, k.kind::column_kind, k.position
    FROM pg_temp.made m, LATERAL (VALUES (m.ready_id, 'Ready', 'queue', 1), (m.doing_id, 'Doing', 'active', 2),
                                         (m.review_id, 'Review', 'active', 3), (m.done_id, 'Done', 'done', 4)) k (id, name, kind, position);
  INSERT INTO labels (workspace_id, board_id, id, name, colour)
  SELECT m.workspace_id, m.board_id, l.id, (ARRAY['Bug', 'Security', 'Data', 'Design', 'Clean-up'])[l.at],
         (ARRAY['red', 'orange', 'teal', 'purple', 'grey'])[l.at]::label_colour
    FROM pg_temp.made m, unnest(m.label_ids) WITH ORDINALITY l (id, at);
  INSERT INTO wip_limits (workspace_id, board_id, id, scope, column_id, max)
  SELECT m.workspace_id, m.board_id, uuidv7(), 'column', k.column_id, k.most + m.n % 3
    FROM pg_temp.made m, LATERAL (VALUES (m.doing_id, m.doing), (m.review_id, m.reviewing)) k (column_id, most)`;

/** The first event of each board, as the API writes it. */
export const boardCreated = `
  SELECT m.board_id, jsonb_build_array(jsonb_build_object('board', 'S' || m.n, 'to', jsonb_build_object('name', 'Board ' || m.n, 'overrideBudget', 10)))
      || (SELECT jsonb_agg(jsonb_build_object('column', k.id, 'to', jsonb_build_object(
                   'name', k.name, 'kind', k.kind, 'split', k.split, 'policy', k.policy)) ORDER BY k.position)
            FROM columns k WHERE k.workspace_id = m.workspace_id AND k.board_id = m.board_id)
      || (SELECT jsonb_agg(jsonb_build_object('label', l.id, 'to', jsonb_build_object('name', l.name, 'colour', l.colour)))
            FROM labels l WHERE l.workspace_id = m.workspace_id AND l.board_id = m.board_id)
      || (SELECT jsonb_agg(jsonb_build_object('limit', l.id, 'to', jsonb_build_object(
                   'scope', l.scope, 'columnId', l.column_id, 'max', l.max, 'mode', l.mode)))
            FROM wip_limits l WHERE l.workspace_id = m.workspace_id AND l.board_id = m.board_id) AS changes
    FROM pg_temp.made m`;
