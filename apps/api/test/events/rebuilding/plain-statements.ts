const board = `FROM boards b WHERE b.key = $1 AND b.workspace_id = (SELECT id FROM workspaces WHERE slug = $2)`;
const of = (row: string) => `b.workspace_id = ${row}.workspace_id AND b.id = ${row}.board_id`;
const any = (table: string, n: number, more = 'true') => `
  (SELECT x.id FROM ${table} x JOIN b ON ${of('x')} WHERE ${more}
    ORDER BY x.id OFFSET ${n} % greatest((SELECT count(*) FROM ${table} x JOIN b ON ${of('x')} WHERE ${more}), 1) LIMIT 1)`;
const withBoard = (statement: string) => `WITH b AS (SELECT * ${board}) ${statement}`;
const update = (table: string, set: string, n: number, more?: string) =>
  withBoard(`UPDATE ${table} t SET ${set} FROM b WHERE ${of('t')} AND t.id = ${any(table, n, more)}`);
const updateAll = (table: string, set: string) =>
  withBoard(`UPDATE ${table} t SET ${set} FROM b WHERE ${of('t')}`);
const anyMember = (n: number) => `
  (SELECT m.user_id FROM memberships m JOIN b ON b.workspace_id = m.workspace_id
    WHERE m.role IN ('owner', 'manager', 'member') ORDER BY 1 OFFSET ${n} % 4 LIMIT 1)`;

/** Statements of plain SQL over a board ($1, of the workspace $2), each with a number that its values are drawn from. */
export const statements: ((n: number) => string)[] = [
  (n) =>
    update(
      'cards',
      `title = 'By hand ${n}', description = 'Since ${n}', external_id = 'hand-${n}-' || number, metadata = '{"by": "hand ${n}"}'`,
      n,
    ),
  (n) =>
    withBoard(`INSERT INTO limit_trials (workspace_id, board_id, id, limits, starts_on, ends_on, started_at, reason, prediction, calendar)
      SELECT b.workspace_id, b.id, gen_random_uuid(),
             jsonb_build_array(jsonb_build_object('limit', l.id, 'columnId', l.column_id, 'was', 9, 'max', l.max)),
             now()::date, now()::date + 13, now(), 'By hand', '{"before": {}, "after": {}, "difference": {}, "basis": {}}',
             '{"timeZone": "UTC", "workingHours": null}'
        FROM b JOIN wip_limits l ON ${of('l')} AND l.id = ${any('wip_limits', n)}`),
  (n) => update('cards', `due_on = '2031-01-01', class_of_service = 'fixedDate'`, n),
  (n) => update('cards', `column_id = ${any('columns', n + 1)}, rank = ${n % 7} + 0.5`, n),
  (n) => update('cards', `rank = t.rank + ${(n % 5) - 2}`, n),
  () => updateAll('cards', 'rank = -t.rank'),
  () => updateAll('cards', 'rank = 1'),
  (n) =>
    update(
      'limit_trials',
      `ended_at = now(), cause = 'stopped', decision = 'keep', decided_at = now()`,
      n,
      'x.ended_at IS NULL',
    ),
  (n) => update('cards', `archived_at = CASE WHEN t.archived_at IS NULL THEN now() END`, n),
  (n) => update('cards', 'done = true', n),
  (n) =>
    withBoard(`INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
      SELECT b.workspace_id, b.id, gen_random_uuid(), k.next_card + i, 'Imported ' || i, ${any('columns', n)}, i - ${n % 4}, now(), b.created_by, now()
        FROM b JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id, generate_series(0, ${n % 3}) i`),
  (n) =>
    withBoard(`, gone AS (SELECT c.* FROM cards c JOIN b ON ${of('c')} WHERE c.id = ${any('cards', n, 'x.request_id IS NULL')}),
      a AS (DELETE FROM card_assignees x USING gone g WHERE x.card_id = g.id), l AS (DELETE FROM card_blocks x USING gone g WHERE x.card_id = g.id),
      e AS (DELETE FROM card_labels x USING gone g WHERE x.card_id = g.id), v AS (DELETE FROM card_fields x USING gone g WHERE x.card_id = g.id),
      i AS (DELETE FROM checklist_items x USING gone g WHERE x.card_id = g.id), m AS (DELETE FROM comments x USING gone g WHERE x.card_id = g.id),
      f AS (DELETE FROM attachments x USING gone g WHERE x.card_id = g.id),
      k AS (DELETE FROM card_links x USING gone g WHERE g.id IN (x.card_id, x.other_card_id))
      DELETE FROM cards c USING gone g WHERE c.id = g.id`).replace(') ,', '),'),
  (n) =>
    withBoard(`INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
      SELECT b.workspace_id, b.id, ${any('cards', n)}, ${anyMember(n)} FROM b ON CONFLICT DO NOTHING`),
  (n) =>
    withBoard(
      `DELETE FROM card_assignees a USING b WHERE ${of('a')} AND (a.card_id = ${any('cards', n)} OR ${n % 3} = 0)`,
    ),
  (n) =>
    withBoard(`, f AS (INSERT INTO custom_fields (workspace_id, board_id, id, name, kind, position, on_cards)
        SELECT b.workspace_id, b.id, gen_random_uuid(), k || ' by hand ${n}', k, ${n % 5} - i, true
          FROM b, unnest(enum_range(NULL::field_kind)) WITH ORDINALITY e (k, i))
      INSERT INTO labels (workspace_id, board_id, id, name, colour)
      SELECT b.workspace_id, b.id, gen_random_uuid(), 'By hand ${n}', 'red' FROM b`).replace(') ,', '),'),
  (n) =>
    withBoard(`INSERT INTO card_labels (workspace_id, board_id, card_id, label_id)
      SELECT b.workspace_id, b.id, ${any('cards', n)}, ${any('labels', n)} FROM b ON CONFLICT DO NOTHING`),
  (n) =>
    withBoard(`INSERT INTO card_templates (workspace_id, board_id, id, name, preset)
      SELECT b.workspace_id, b.id, gen_random_uuid(), 'Template ${n}',
             '{"title": "Check", "description": "", "classOfService": "standard", "swimlaneId": null, "labelIds": [], "checklistItems": []}' FROM b`),
  (n) =>
    update(
      'card_templates',
      `name = 'Template since ${n}', preset = jsonb_set(preset, '{title}', '"T${n}"')`,
      n,
    ),
  (n) =>
    withBoard(`DELETE FROM card_templates t USING b WHERE ${of('t')} AND t.id = ${any('card_templates', n)}`),
  (n) =>
    withBoard(`INSERT INTO recurring_cards (workspace_id, board_id, id, preset, schedule, when_full, active)
      SELECT b.workspace_id, b.id, gen_random_uuid(),
             '{"title": "R${n}", "description": "", "classOfService": "standard", "swimlaneId": null, "labelIds": [], "checklistItems": []}',
             '{"unit": "days", "every": 1, "at": "09:00", "from": "2026-01-01", "until": null}', 'wait', false FROM b`),
  (n) =>
    update(
      'recurring_cards',
      `when_full = 'skip', active = true, next_at = now() + interval '${n} minutes'`,
      n,
    ),
  (n) =>
    withBoard(
      `DELETE FROM recurring_cards t USING b WHERE ${of('t')} AND t.id = ${any('recurring_cards', n)}`,
    ),
  (n) => update('labels', `name = 'Renamed ${n}', colour = 'blue'`, n),
  () => updateAll('labels', `colour = 'pink'`),
  (n) =>
    withBoard(`, v AS (DELETE FROM card_fields v USING b WHERE ${of('v')} AND v.card_id = ${any('cards', n + 1)})
      DELETE FROM card_labels l USING b WHERE ${of('l')} AND l.card_id = ${any('cards', n)}`).replace(
      ') ,',
      '),',
    ),
  (n) =>
    withBoard(`, gone AS (SELECT l.* FROM labels l JOIN b ON ${of('l')} WHERE l.id = ${any('labels', n)}),
      c AS (DELETE FROM card_labels x USING gone g WHERE x.label_id = g.id)
      DELETE FROM labels l USING gone g WHERE l.id = g.id`).replace(') ,', '),'),
  (n) =>
    withBoard(`INSERT INTO field_options (workspace_id, board_id, field_id, id, name, colour, position)
      SELECT b.workspace_id, b.id, ${any('custom_fields', n, `x.kind = 'choice'`)}, gen_random_uuid(), 'Option ' || i || ' of ${n}', 'red', ${n % 3} - i
        FROM b, generate_series(1, 2) i`),
  (n) =>
    withBoard(`INSERT INTO card_fields AS v (workspace_id, board_id, card_id, field_id, kind, text, number, date, choice)
      SELECT b.workspace_id, b.id, ${any('cards', n)}, f.id, f.kind, CASE f.kind WHEN 'text' THEN 'Value ${n}' END,
             CASE f.kind WHEN 'number' THEN ${n} / 8.0 END, CASE f.kind WHEN 'date' THEN date '2026-01-01' + ${n % 99} END, o.id
        FROM b JOIN custom_fields f ON ${of('f')} LEFT JOIN LATERAL (
          SELECT x.id FROM field_options x WHERE x.field_id = f.id ORDER BY x.id LIMIT 1) o ON true
       WHERE f.kind <> 'choice' OR o.id IS NOT NULL
      ON CONFLICT (workspace_id, board_id, card_id, field_id) DO UPDATE SET text = excluded.text, number = excluded.number`),
  (n) =>
    withBoard(`, o AS (UPDATE field_options t SET name = 'Option ${n}', colour = 'blue', position = -t.position
        FROM b WHERE ${of('t')} AND t.id = ${any('field_options', n)})
      UPDATE custom_fields t SET name = 'Field ${n}', on_cards = NOT t.on_cards, position = -t.position
        FROM b WHERE ${of('t')} AND t.id = ${any('custom_fields', n)}`).replace(') ,', '),'),
  (n) =>
    withBoard(`, gone AS (SELECT f.* FROM custom_fields f JOIN b ON ${of('f')} WHERE f.id = ${any('custom_fields', n)}),
      c AS (DELETE FROM card_fields x USING gone g WHERE x.field_id = g.id),
      o AS (DELETE FROM field_options x USING gone g WHERE x.field_id = g.id)
      DELETE FROM custom_fields f USING gone g WHERE f.id = g.id`).replace(') ,', '),'),
  (n) =>
    withBoard(`INSERT INTO checklist_items (workspace_id, board_id, card_id, id, text, position)
      SELECT b.workspace_id, b.id, ${any('cards', n)}, gen_random_uuid(), 'Step ' || i, i - ${n % 3} FROM b, generate_series(0, 2) i`),
  (n) => update('checklist_items', `text = 'Step since ${n}', done = NOT t.done, position = -t.position`, n),
  (n) =>
    withBoard(
      `DELETE FROM checklist_items t USING b WHERE ${of('t')} AND t.id = ${any('checklist_items', n)}`,
    ),
  (n) =>
    withBoard(`INSERT INTO card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by)
      SELECT b.workspace_id, b.id, ${any('cards', n)}, gen_random_uuid(), 'By hand', now(), b.created_by FROM b`),
  (n) =>
    updateAll(
      'card_blocks',
      n % 2 ? `reason = 'Since ${n}'` : 'unblocked_at = now(), unblocked_by = blocked_by',
    ),
  (n) =>
    withBoard(`, f AS (
        INSERT INTO attachments (workspace_id, board_id, card_id, id, name, type, bytes, by, at)
        SELECT b.workspace_id, b.id, ${any('cards', n)}, gen_random_uuid(), 'File ${n}', 'image/png', 7, b.created_by, now() FROM b)
      INSERT INTO comments (workspace_id, board_id, card_id, id, body, by, at)
      SELECT b.workspace_id, b.id, ${any('cards', n)}, gen_random_uuid(), 'Comment ${n}', b.created_by, now() FROM b`).replace(
      ') ,',
      '),',
    ),
  (n) => update('comments', `body = 'Corrected ${n}'`, n),
  (n) =>
    withBoard(`, f AS (DELETE FROM attachments t USING b WHERE ${of('t')} AND t.id = ${any('attachments', n)})
      DELETE FROM comments t USING b WHERE ${of('t')} AND t.id = ${any('comments', n)}`).replace(') ,', '),'),
  (n) => update('columns', `name = 'Column ${n}', policy = 'Since ${n}'`, n),
  (n) => update('columns', 'split = NOT t.split', n, `x.kind = 'active'`),
  () =>
    withBoard(`UPDATE columns t SET position = o.position FROM b,
      (SELECT x.id, row_number() OVER (ORDER BY x.kind, x.position DESC, x.id) AS position FROM columns x JOIN b ON ${of('x')}) o
      WHERE ${of('t')} AND t.id = o.id`),
  (n) =>
    withBoard(`INSERT INTO columns (workspace_id, board_id, id, name, kind, position)
      SELECT b.workspace_id, b.id, gen_random_uuid(), 'Added ${n}', 'done', 1000 + ${n} FROM b`),
  (n) =>
    withBoard(`INSERT INTO swimlanes (workspace_id, board_id, id, name, position)
      SELECT b.workspace_id, b.id, gen_random_uuid(), 'Lane ${n}', ${n} - 5000 FROM b`),
  (n) => update('swimlanes', `name = 'Lane ${n}', position = -t.position`, n),
  (n) => update('wip_limits', `max = ${(n % 6) + 1}, min = CASE WHEN t.min IS NULL THEN 1 END`, n),
  (n) => withBoard(`DELETE FROM wip_limits t USING b WHERE ${of('t')} AND t.id = ${any('wip_limits', n)}`),
  (n) => update('requests', `title = 'Renamed ${n}', needed_by = '2031-02-03'`, n),
  (n) =>
    withBoard(`INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, by, at)
      SELECT b.workspace_id, b.id, x.id, 'decline', 'noCapacity', 'Declined by hand', b.created_by, now()
        FROM b JOIN requests x ON ${of('x')} WHERE x.id = ${any('requests', n, 'x.answered_at IS NULL')}`),
  (n) =>
    withBoard(`, gone AS (DELETE FROM request_waits w USING b WHERE ${of('w')} AND w.card_id = ${any('cards', n + 1)})
      INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id)
      SELECT b.workspace_id, b.id, gen_random_uuid(), x.id, b.id, ${any('requests', n)}
        FROM b JOIN cards x ON ${of('x')} AND x.id = ${any('cards', n, 'x.request_id IS NULL')}
      ON CONFLICT DO NOTHING`).replace(') ,', '),'),
  (n) =>
    withBoard(`INSERT INTO request_messages (workspace_id, board_id, request_id, id, body, by, at)
      SELECT b.workspace_id, b.id, x.id, gen_random_uuid(), 'Message ${n}', b.created_by, now()
        FROM b JOIN requests x ON ${of('x')} WHERE x.id = ${any('requests', n)}`),
  (n) =>
    `UPDATE boards SET name = 'Board ${n}', override_budget = ${n % 9}, class_policies = '{"standard": "By hand"}', service_levels = '{"standard": {"percent": 85, "days": ${(n % 9) + 1}}}',
            public_link_id = ${n % 2 === 0 ? 'NULL' : 'gen_random_uuid()'}
      WHERE key = $1 AND workspace_id = (SELECT id FROM workspaces WHERE slug = $2)`,
  (n) =>
    withBoard(`UPDATE intakes t SET depth = ${(n % 5) + 2}, gate_reason = 'By hand' FROM b WHERE ${of('t')}`),
];
