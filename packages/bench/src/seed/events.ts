import { boardCreated } from './boards.js';

const instant = (at: string) => `weir.instant(${at})`;

/** The position of a card, as events have it. */
const placed = (column: string, entered: string, committed: string, delivered: string) =>
  `jsonb_build_object('half', NULL, 'columnId', ${column}, 'swimlaneId', NULL, 'committedAt', ${committed}, 'deliveredAt', ${delivered},
                      'enteredColumnAt', ${instant(entered)})`;

const ready = placed('m.ready_id', 'd.created_at', 'NULL', 'NULL');
const doing = placed('m.doing_id', 'd.begun_at', instant('d.begun_at'), 'NULL');
const review = placed('m.review_id', 'd.reviewed_at', instant('d.begun_at'), 'NULL');
const done = placed('m.done_id', 'd.delivered_at', instant('d.begun_at'), instant('d.delivered_at'));

const changed = (from: string, to: string, more = '') =>
  `jsonb_build_array(jsonb_build_object('card', d.i, 'from', ${from}, 'to', ${to}${more}))`;
const moved = (from: string, to: string) =>
  changed(from, `${to} || jsonb_build_object('before', NULL, 'version', s.version)`);

const created = `jsonb_build_object('card', d.i, 'to', ${ready} || jsonb_build_object(
      'dueOn', NULL, 'title', d.title, 'before', NULL, 'request', d.request, 'version', 1, 'labelIds', ${labels(false)}, 'assigneeIds', '[]'::jsonb,
      'description', '', 'classOfService', 'standard'))`;

function labels(isLater: boolean): string {
  const first = `CASE WHEN d.p2 < 60 THEN jsonb_build_array(d.label_id) ELSE '[]' END`;
  return isLater ? `${first} || jsonb_build_array(d.label2_id)` : first;
}

const submitted = (number: string, title: string) =>
  `jsonb_build_array(jsonb_build_object('request', ${number}, 'to', jsonb_build_object(
      'title', ${title}, 'byForm', false, 'follows', NULL, 'version', 1, 'answerBy', ${instant("s.at + interval '1 day'")}, 'neededBy', NULL,
      'pausedAt', NULL, 'expiresAt', ${instant("s.at + interval '2 days'")}, 'description', '', 'requesterId', d.asker,
      'submittedAt', ${instant('s.at')}, 'classOfService', 'standard')))`;

const comment = (id: string) =>
  `jsonb_build_array(jsonb_build_object('card', d.i, 'comment', ${id}, 'to', jsonb_build_object(
      'at', ${instant('s.at')}, 'by', d.author, 'text', ${commentText})))`;

/** Also the body of the comment's row. */
export const commentText = `'I looked at it with ' || (ARRAY['Anna', 'Ben', 'Chloe', 'David', 'Emma'])[1 + d.p3 % 5] || ' and we agreed on step ' || d.p2 || '.'`;
export const blockReason = `'Waiting for ' || (ARRAY['Finance', 'a supplier', 'access', 'a decision'])[1 + d.p2 % 4]`;
export const declined = 'There is no room for this in the next weeks, sorry.';

/** The type, the actor and the changes of each kind of step. */
const kinds: Record<string, [type: string, actor: string, changes: string]> = {
  submitted: ['request.submitted', 'd.asker', submitted('d.request', 'd.title')],
  submitted2: ['request.submitted', 'd.asker', submitted('d.declined', `d.title || ' too'`)],
  declined: [
    'request.answered',
    'm.manager',
    `jsonb_build_array(jsonb_build_object('request', d.declined, 'to', jsonb_build_object(
      'kind', 'decline', 'reason', 'noCapacity', 'message', '${declined}')))`,
  ],
  edited: [
    'card.changed',
    'd.author',
    changed(
      `jsonb_build_object('description', '')`,
      `jsonb_build_object('description', d.description, 'version', s.version)`,
    ),
  ],
  reordered: ['card.moved', 'd.author', moved(ready, ready)],
  labelled: [
    'card.changed',
    'd.author',
    changed(
      `jsonb_build_object('labelIds', ${labels(false)})`,
      `jsonb_build_object('labelIds', ${labels(true)}, 'version', s.version)`,
    ),
  ],
  begun: ['card.moved', 'd.author', moved(ready, doing)],
  assigned: [
    'card.changed',
    'd.author',
    changed(
      `jsonb_build_object('assigneeIds', '[]'::jsonb)`,
      `jsonb_build_object('assigneeIds', jsonb_build_array(d.assignee), 'version', s.version)`,
    ),
  ],
  commented: ['card.commented', 'd.author', comment('d.comment_id')],
  commented2: ['card.commented', 'd.author', comment('d.comment2_id')],
  blocked: [
    'card.blocked',
    'd.author',
    changed(
      `jsonb_build_object('reason', NULL)`,
      `jsonb_build_object('by', d.author, 'since', ${instant('s.at')}, 'reason', ${blockReason}, 'version', s.version)`,
    ),
  ],
  unblocked: [
    'card.unblocked',
    'd.author',
    changed(`jsonb_build_object('reason', ${blockReason})`, `jsonb_build_object('version', s.version)`),
  ],
  reviewed: ['card.moved', 'd.author', moved(doing, review)],
  delivered: ['card.moved', 'd.author', moved(review, done)],
  archived: [
    'card.archived',
    'd.author',
    changed(
      `jsonb_build_object('columnId', m.done_id)`,
      `jsonb_build_object('version', s.version, 'archivedAt', ${instant('s.at')})`,
    ),
  ],
};

/** A created card. If it comes from a request, the event also has the answer. */
const createdOrAccepted = `
  SELECT m.workspace_id, m.board_id, s.seq, CASE WHEN d.asked THEN 'request.answered' ELSE 'card.created' END, s.at,
         CASE WHEN d.asked THEN m.manager ELSE d.author END,
         CASE WHEN d.asked THEN jsonb_build_array(jsonb_build_object('request', d.request, 'to', jsonb_build_object(
           'kind', 'accept', 'message', NULL, 'card', d.i))) ELSE '[]' END || jsonb_build_array(${created})
    FROM pg_temp.numbered s JOIN pg_temp.made m USING (n) JOIN pg_temp.dated d USING (n, i)
   WHERE s.kind = 'created'`;

const ofKind = ([kind, [type, actor, changes]]: [string, [string, string, string]]) => `
  SELECT m.workspace_id, m.board_id, s.seq, '${type}', s.at, ${actor}, ${changes}
    FROM pg_temp.numbered s JOIN pg_temp.made m USING (n) JOIN pg_temp.dated d USING (n, i)
   WHERE s.kind = '${kind}'`;

/** The events of all boards of the batch in the order of the log, and then the clocks. */
export const events = `
  INSERT INTO events (workspace_id, board_id, seq, type, at, actor_id, changes)
  SELECT e.* FROM (
    SELECT m.workspace_id, m.board_id, s.seq, 'board.created' AS type, s.at, m.manager, b.changes
      FROM pg_temp.numbered s JOIN pg_temp.made m USING (n) JOIN (${boardCreated}) b ON b.board_id = m.board_id
     WHERE s.kind = 'board'
     UNION ALL ${[createdOrAccepted, ...Object.entries(kinds).map(ofKind)].join('\n     UNION ALL ')}) e
   ORDER BY e.workspace_id, e.board_id, e.seq;
  INSERT INTO board_clock (workspace_id, board_id, seq, at, next_card, next_request)
  SELECT m.workspace_id, m.board_id, l.seq, l.at, m.cards + 1, l.asked + 1
    FROM pg_temp.made m
    JOIN LATERAL (SELECT s.seq, s.at, s.asked FROM pg_temp.numbered s WHERE s.n = m.n ORDER BY s.seq DESC LIMIT 1) l ON true`;
