import type { World } from './world.js';

const cards = 100;
const events = 1_000;
const requests = 50;
const tables = ['boards', 'intakes', 'columns', 'cards', 'card_assignees', 'requests', 'answers'];

/**
 * Adds this many boards to the workspace, each with cards, events and requests, most of them long done: a thousand boards are
 * 100,000 cards, a million events and 50,000 requests. One card in ten is not delivered, one request in 25 waits. Plain SQL
 * writes the rows that the triggers would write, with our triggers off. Unlike the seed, this also works on the schema of earlier versions.
 */
export async function addHistory(world: World, boards: number): Promise<void> {
  const model = await world.makeBoard('MODEL', [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active' },
    { name: 'Done', kind: 'done' },
  ]);
  const each = (what: string) =>
    tables.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER`).join(';\n');
  await world.query(`
    BEGIN;
    ${each('DISABLE')};
    CREATE TEMP TABLE model ON COMMIT DROP AS SELECT * FROM boards WHERE id = '${model.id}';
    CREATE TEMP TABLE made ON COMMIT DROP AS SELECT g AS n, uuidv7() AS id FROM generate_series(1, ${boards}) g;
    INSERT INTO boards (workspace_id, id, key, name, created_at, created_by)
    SELECT m.workspace_id, b.id, 'H' || b.n, 'Board ' || b.n, now() - interval '300 days', m.created_by FROM made b, model m;
    INSERT INTO intakes
    SELECT (jsonb_populate_record(i, jsonb_build_object('board_id', b.id, 'form_id', NULL))).*
      FROM made b, intakes i JOIN model m ON m.id = i.board_id;
    INSERT INTO board_clock (workspace_id, board_id, seq, next_card, next_request, at)
    SELECT m.workspace_id, b.id, ${events}, ${cards + 1}, ${requests + 1}, now() FROM made b, model m;
    CREATE TEMP TABLE placed ON COMMIT DROP AS
    SELECT b.id AS board_id, b.n, uuidv7() AS id, k.workspace_id, k.name, k.kind, k.position, m.created_by
      FROM made b, model m JOIN columns k ON k.board_id = m.id;
    INSERT INTO columns (workspace_id, board_id, id, name, kind, position)
    SELECT workspace_id, board_id, id, name, kind, position FROM placed;
    INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at,
                       committed_at, delivered_at)
    SELECT k.workspace_id, k.board_id, uuidv7(), c, 'Card ' || c || ' of board ' || k.n, k.id, c, now() - interval '250 days',
           k.created_by, now() - interval '200 days', CASE WHEN k.kind <> 'queue' THEN now() - interval '200 days' END,
           CASE WHEN k.kind = 'done' THEN now() - (100 + c) * interval '1 day' END
      FROM generate_series(1, ${cards}) c
      JOIN placed k ON k.kind = CASE WHEN c % 20 = 0 THEN 'active' WHEN c % 20 = 1 THEN 'queue' ELSE 'done' END::column_kind;
    INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT c.workspace_id, c.board_id, c.id, c.created_by FROM cards c JOIN made b ON b.id = c.board_id WHERE c.number % 4 <> 0;
    INSERT INTO events (workspace_id, board_id, seq, type, at, actor_id, changes)
    SELECT m.workspace_id, b.id, e, 'card.moved', now() - interval '250 days' + e * interval '6 hours', m.created_by,
           jsonb_build_array(jsonb_build_object('card', 1 + e % ${cards}, 'from', jsonb_build_object('columnId', m.id),
                                                'to', jsonb_build_object('columnId', m.id, 'before', NULL)))
      FROM made b, model m, generate_series(1, ${events}) e;
    INSERT INTO requests (workspace_id, board_id, id, number, title, description, requester_id, submitted_at, answer_by, expires_at,
                          answered_at)
    SELECT m.workspace_id, b.id, uuidv7(), r, 'Request ' || r || ' to board ' || b.n, 'Of some words.', m.created_by,
           now() - r * interval '4 days', now() + interval '3 days', now() + interval '6 days',
           CASE WHEN r % 25 > 0 THEN now() - r * interval '4 days' + interval '1 hour' END
      FROM made b, model m, generate_series(1, ${requests}) r;
    INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, "by", at)
    SELECT r.workspace_id, r.board_id, r.id, 'decline', 'noCapacity', 'There is no room for this now.', r.requester_id, r.answered_at
      FROM requests r JOIN made b ON b.id = r.board_id WHERE r.answered_at IS NOT NULL;
    INSERT INTO search_texts (workspace_id, board_id, id, kind, text, words)
    SELECT c.workspace_id, c.board_id, c.id, 'card', c.title, weir.search_words(c.title, '')
      FROM cards c JOIN made b ON b.id = c.board_id;
    INSERT INTO search_texts (workspace_id, board_id, id, kind, text, words)
    SELECT r.workspace_id, r.board_id, r.id, 'request', r.title, weir.search_words(r.title, '')
      FROM requests r JOIN made b ON b.id = r.board_id;
    ${each('ENABLE')};
    COMMIT`);
}
