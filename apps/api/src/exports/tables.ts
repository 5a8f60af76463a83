import { sortedCards } from './documents/cards.js';

/** The columns of the tables, in their order, and the SQL of each. Lists in a cell are one item a line. */
const cells = {
  board: 'b.key',
  ref: "b.key || '-' || c.number",
  title: 'c.title',
  description: 'c.description',
  column: 'c.column_name',
  kind: 'c.kind',
  half: "CASE WHEN c.split THEN CASE WHEN c.done THEN 'done' ELSE 'doing' END END",
  lane: '(SELECT s.name FROM swimlanes s WHERE s.workspace_id = c.workspace_id AND s.board_id = c.board_id AND s.id = c.swimlane_id)',
  classOfService: 'c.class_of_service',
  assignees: `(SELECT string_agg(u.name, E'\\n' ORDER BY u.name, u.id) FROM card_assignees a JOIN users u ON u.id = a.user_id
                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id)`,
  labels: `(SELECT string_agg(l.name, E'\\n' ORDER BY lower(l.name)) FROM card_labels x
              JOIN labels l ON l.workspace_id = x.workspace_id AND l.board_id = x.board_id AND l.id = x.label_id
             WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id)`,
  dueOn: 'c.due_on::text',
  createdAt: 'weir.instant(c.created_at)',
  enteredColumnAt: 'weir.instant(c.entered_column_at)',
  startedAt: 'weir.instant(c.committed_at)',
  deliveredAt: 'weir.instant(c.delivered_at)',
  archivedAt: 'weir.instant(c.archived_at)',
  blocked: "weir.open_block(c.workspace_id, c.board_id, c.id) ->> 'reason'",
  checklist: `(SELECT string_agg(CASE WHEN i.done THEN '[x] ' ELSE '[ ] ' END || i.text, E'\\n' ORDER BY i.position, i.id)
                 FROM checklist_items i WHERE i.workspace_id = c.workspace_id AND i.board_id = c.board_id AND i.card_id = c.id)`,
  comments: `(SELECT count(*)::int FROM comments m
               WHERE m.workspace_id = c.workspace_id AND m.board_id = c.board_id AND m.card_id = c.id AND m.body <> '')`,
  attachments: `(SELECT string_agg(f.name, E'\\n' ORDER BY f.at, f.id) FROM attachments f
                  WHERE f.workspace_id = c.workspace_id AND f.board_id = c.board_id AND f.card_id = c.id)`,
  request: `(SELECT b.key || '-R' || r.number FROM requests r
              WHERE r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id)`,
};
export const cardColumns = Object.keys(cells);

/** Texts of custom fields by the name of the field: a choice by the name of its option. */
const fieldTexts = `
  (SELECT coalesce(jsonb_object_agg(f.name, coalesce(o.name, weir.field_value(v) #>> '{}')), '{}')
     FROM card_fields v
     JOIN custom_fields f ON f.workspace_id = v.workspace_id AND f.board_id = v.board_id AND f.id = v.field_id
     LEFT JOIN field_options o ON o.workspace_id = v.workspace_id AND o.board_id = v.board_id AND o.field_id = v.field_id AND o.id = v.choice
    WHERE v.workspace_id = c.workspace_id AND v.board_id = c.board_id AND v.card_id = c.id)`;

export const cardRows = `
  SELECT ${Object.entries(cells)
    .map(([name, cell]) => `${cell} AS "${name}"`)
    .join(', ')}, ${fieldTexts} AS fields
    FROM (SELECT c.*, k.split, k.kind, k.name AS column_name FROM ${sortedCards} OFFSET 0) c
    JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id`;

/** The names of the custom fields of all boards, each once. */
export const fieldNames = `
  SELECT DISTINCT f.name FROM custom_fields f WHERE f.workspace_id = $1 ORDER BY f.name`;

const requestCells = {
  board: 'b.key',
  ref: "b.key || '-R' || r.number",
  title: 'r.title',
  description: 'r.description',
  classOfService: 'r.class_of_service',
  neededBy: 'r.needed_by::text',
  requester: "weir.requester(r) ->> 'name'",
  guest: "CASE WHEN r.guest_id IS NULL THEN 'no' ELSE 'yes' END",
  submittedAt: 'weir.instant(r.submitted_at)',
  answerBy: 'weir.instant(r.answer_by)',
  answer: 'a.kind',
  reason: 'a.reason',
  message: 'weir.answer_message(a)',
  until: 'a.until::text',
  answeredBy: "weir.person(a.by) ->> 'name'",
  answeredAt: 'weir.instant(a.at)',
  card: `(SELECT b.key || '-' || c.number FROM cards c
           WHERE c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id)`,
  work: '(weir.last_step(r.workspace_id, r.board_id, r.id)).state',
  workSince: 'weir.instant((weir.last_step(r.workspace_id, r.board_id, r.id)).since)',
  messages: `(SELECT count(*)::int FROM request_messages m
               WHERE m.workspace_id = r.workspace_id AND m.board_id = r.board_id AND m.request_id = r.id)`,
};
export const requestColumns = Object.keys(requestCells);

export const requestRows = `
  SELECT ${Object.entries(requestCells)
    .map(([name, cell]) => `${cell} AS "${name}"`)
    .join(', ')}
    FROM (SELECT r.*, b.key FROM requests r JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id
           WHERE r.workspace_id = $1 ORDER BY b.key, r.number OFFSET 0) s
    JOIN boards b   ON b.workspace_id = s.workspace_id AND b.id = s.board_id
    JOIN requests r ON r.workspace_id = s.workspace_id AND r.board_id = s.board_id AND r.id = s.id
    LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id`;
