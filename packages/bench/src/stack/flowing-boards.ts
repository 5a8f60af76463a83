import type { BenchBoard, World } from './world.js';

const boards = 50;
const days = 730;

/**
 * Boards with a history of two years, as reading their event logs leaves it: `cards` delivered cards on the first board, a fifth of
 * that on 49 others. A card has five events and took four days: one before the commitment point, one and a half at work, half a day in a
 * done half, and one in review. Returns the first board.
 */
export async function makeFlowingBoards(world: World, cards: number): Promise<BenchBoard> {
  const first = await world.makeBoard('FLOW', [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active', split: true },
    { name: 'Review', kind: 'active' },
    { name: 'Done', kind: 'done' },
  ]);
  const each = (what: string) =>
    ['boards', 'intakes', 'columns'].map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER`).join(';\n');
  await world.query(`
    BEGIN;
    ${each('DISABLE')};
    CREATE TEMP TABLE model ON COMMIT DROP AS SELECT * FROM boards WHERE id = '${first.id}';
    CREATE TEMP TABLE made ON COMMIT DROP AS SELECT g AS n, uuidv7() AS id FROM generate_series(10, ${8 + boards}) g;
    INSERT INTO boards (workspace_id, id, key, name, created_at, created_by)
    SELECT m.workspace_id, b.id, 'FLOW' || b.n, 'Board ' || b.n, now() - interval '${days + 10} days', m.created_by FROM made b, model m;
    INSERT INTO intakes
    SELECT (jsonb_populate_record(i, jsonb_build_object('board_id', b.id, 'form_id', NULL))).*
      FROM made b, intakes i JOIN model m ON m.id = i.board_id;
    INSERT INTO board_clock (workspace_id, board_id, seq, next_card, next_request, at)
    SELECT m.workspace_id, b.id, 1, ${cards + 1}, 1, now() FROM made b, model m;
    INSERT INTO columns (workspace_id, board_id, id, name, kind, position, split)
    SELECT m.workspace_id, b.id, uuidv7(), k.name, k.kind, k.position, k.split
      FROM made b, model m JOIN columns k ON k.board_id = m.id;
    CREATE TEMP TABLE flows ON COMMIT DROP AS SELECT workspace_id, id FROM boards WHERE key LIKE 'FLOW%';
    INSERT INTO flow_cards (workspace_id, board_id, card, class_of_service, label_ids, assignee_ids, half_done, blocked, stage, created_at,
                            committed_at, delivered_at, active_seconds, blocked_seconds, half_done_seconds)
    SELECT b.workspace_id, b.id, n, CASE WHEN n % 10 = 0 THEN 'expedite' ELSE 'standard' END::class_of_service, '{}', '{}', false, false,
           'delivered', t.at - interval '4 days', t.at - interval '3 days', t.at, 216000, 0, 43200
      FROM (SELECT f.*, CASE WHEN f.id = '${first.id}' THEN ${cards} ELSE ${Math.ceil(cards / 5)} END AS cards FROM flows f) b,
           generate_series(1, b.cards) n, LATERAL (SELECT now() - (n - 0.5) * interval '${days} days' / b.cards AS at) t;
    INSERT INTO flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, entered_at, came_from, left_at, left_for)
    SELECT c.workspace_id, c.board_id, c.card, s.n, s.stage::flow_stage, k.id, s.half, false, c.delivered_at - s.before * interval '1 day', s.came::flow_stage,
           CASE WHEN s.after IS NOT NULL THEN c.delivered_at - s.after * interval '1 day' END, s.next::flow_stage
      FROM flow_cards c
      JOIN flows b ON b.workspace_id = c.workspace_id AND b.id = c.board_id
     CROSS JOIN (VALUES (1, 'queued', 'Ready', false, 4, NULL, 3, 'inFlight'), (2, 'inFlight', 'Doing', false, 3, 'queued', 1.5, 'inFlight'),
                        (3, 'inFlight', 'Doing', true, 1.5, 'inFlight', 1, 'inFlight'),
                        (4, 'inFlight', 'Review', false, 1, 'inFlight', 0, 'delivered'), (5, 'delivered', 'Done', false, 0, 'inFlight', NULL, NULL)
                ) s (n, stage, name, half, before, came, after, next)
      JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.name = s.name;
    INSERT INTO flow_positions (workspace_id, board_id, seq, at, time_zone, is_incomplete)
    SELECT k.workspace_id, k.board_id, k.seq, k.at, i.time_zone, false
      FROM flows b
      JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id
      JOIN intakes i     ON i.workspace_id = b.workspace_id AND i.board_id = b.id
        ON CONFLICT (workspace_id, board_id) DO UPDATE SET seq = excluded.seq, at = excluded.at;
    SELECT weir.count_days_again(p.workspace_id, p.board_id, p.time_zone) FROM flow_positions p;
    ${each('ENABLE')};
    COMMIT`);
  return first;
}
