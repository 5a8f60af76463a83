/**
 * The queries of an export. Each has one column, `document`, as the contract's schemas of exports say. $1 is the workspace.
 * Cards and requests are sorted first and read then, so that what is sorted is small.
 */
const inBoard = (table: string) => `${table}.workspace_id = b.workspace_id AND ${table}.board_id = b.id`;
const ofCard = (table: string) =>
  `${table}.workspace_id = c.workspace_id AND ${table}.board_id = c.board_id AND ${table}.card_id = c.id`;
const ofRequest = (table: string) =>
  `${table}.workspace_id = r.workspace_id AND ${table}.board_id = r.board_id AND ${table}.request_id = r.id`;
const list = (values: string, order: string, from: string) =>
  `(SELECT coalesce(jsonb_agg(${values} ORDER BY ${order}), '[]') FROM ${from})`;
const object = (values: Readonly<Record<string, string>>) =>
  `jsonb_build_object(${Object.entries(values)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')})`;

export const workspaceDocument = `
  SELECT ${object({ slug: 'w.slug', name: 'w.name', createdAt: 'weir.instant(w.created_at)' })} AS document
    FROM workspaces w WHERE w.id = $1`;

/** Members with their address, people who left without it, and guests with the address that they confirmed. */
export const personDocuments = `
  SELECT CASE WHEN m.left_at IS NULL
              THEN ${object({ id: 'u.id', name: 'u.name', email: 'u.email', role: 'm.role' })}
              ELSE ${object({ id: 'u.id', name: 'u.name' })} END AS document
    FROM memberships m JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1
   UNION ALL
  SELECT jsonb_strip_nulls(${object({
    id: 'g.id',
    name: 'g.name',
    email: 'CASE WHEN g.email <> weir.erased_address(g.id) THEN g.email END',
    guest: 'true',
  })})
    FROM guests g WHERE g.workspace_id = $1`;

const limitFacts = {
  scope: 'l.scope',
  columnId: 'l.column_id',
  columnIds: "CASE WHEN l.scope = 'columns' THEN to_jsonb(l.column_ids) END",
  swimlaneId: 'l.swimlane_id',
  userId: 'l.user_id',
  across: "CASE WHEN l.scope = 'person' THEN 'board' END",
  classOfService: 'l.class_of_service',
  max: 'l.max',
  min: 'l.min',
  mode: 'l.mode',
};

const intake = object({
  depth: 'i.depth',
  openPerRequester: 'i.open_per_requester',
  perRequesterPerHour: 'i.per_requester_per_hour',
  perRequesterPerDay: 'i.per_requester_per_day',
  answerWithinHours: 'i.answer_within_hours',
  graceHours: 'i.grace_hours',
  remindBeforeHours: 'i.remind_before_hours',
  escalateTo: 'i.escalate_to',
  highWatermark: 'i.high_watermark',
  lowWatermark: 'i.low_watermark',
  minOptions: 'i.min_options',
  replenishOn: 'i.replenish_on',
  timeZone: 'i.time_zone',
  workingHours: 'i.working_hours',
  gateByItself: 'i.gate_by_itself',
  gate: object({ state: 'i.gate', reason: 'i.gate_reason', until: 'weir.instant(i.gate_until)' }),
  form: object({
    isOpen: 'i.form_id IS NOT NULL',
    openPerGuest: 'i.form_open_per_guest',
    depth: 'i.form_depth',
  }),
});

const option = object({ id: 'o.id', name: 'o.name', colour: 'o.colour' });

export const boardDocuments = `
  SELECT ${object({
    id: 'b.id',
    key: 'b.key',
    name: 'b.name',
    createdAt: 'weir.instant(b.created_at)',
    createdBy: 'b.created_by',
    archivedAt: 'weir.instant(b.archived_at)',
    overrideBudget: 'b.override_budget',
    classPolicies: 'b.class_policies',
    columns: list(
      object({ id: 'k.id', name: 'k.name', kind: 'k.kind', split: 'k.split', policy: 'k.policy' }),
      'k.position, k.id',
      `columns k WHERE ${inBoard('k')}`,
    ),
    swimlanes: list(
      object({ id: 's.id', name: 's.name' }),
      's.position, s.id',
      `swimlanes s WHERE ${inBoard('s')}`,
    ),
    labels: list(
      object({ id: 'l.id', name: 'l.name', colour: 'l.colour' }),
      'lower(l.name), l.id',
      `labels l WHERE ${inBoard('l')}`,
    ),
    fields: list(
      object({
        id: 'f.id',
        name: 'f.name',
        kind: 'f.kind',
        onCards: 'f.on_cards',
        options: list(
          option,
          'o.position, o.id',
          `field_options o WHERE ${inBoard('o')} AND o.field_id = f.id`,
        ),
      }),
      'f.position, f.id',
      `custom_fields f WHERE ${inBoard('f')}`,
    ),
    limits: list(`jsonb_strip_nulls(${object(limitFacts)})`, 'l.id', `wip_limits l WHERE ${inBoard('l')}`),
    intake: `(SELECT ${intake} FROM intakes i WHERE ${inBoard('i')})`,
    answerTemplates: list(
      object({ name: 't.name', kind: 't.kind', reason: 't.reason', message: 't.message' }),
      't.name',
      `answer_templates t WHERE ${inBoard('t')}`,
    ),
    cardTemplates: list(
      `t.preset || ${object({ id: 't.id', name: 't.name' })}`,
      'lower(t.name), t.id',
      `card_templates t WHERE ${inBoard('t')}`,
    ),
    recurringCards: list(
      `r.preset || ${object({
        id: 'r.id',
        columnId: 'r.column_id',
        schedule: 'r.schedule',
        whenFull: 'r.when_full',
        active: 'r.active',
        nextAt: 'weir.instant(r.next_at)',
      })}`,
      'r.id',
      `recurring_cards r WHERE ${inBoard('r')}`,
    ),
  })} AS document
    FROM boards b WHERE b.workspace_id = $1
   ORDER BY b.key`;

/** Those of people across the workspace. */
export const limitDocuments = `
  SELECT jsonb_strip_nulls(${object({
    scope: "'person'",
    userId: 'l.user_id',
    across: "'workspace'",
    max: 'l.max',
    min: 'l.min',
    mode: 'l.mode',
  })}) AS document
    FROM person_limits l WHERE l.workspace_id = $1
   ORDER BY l.id`;

/**
 * In the order of submission, but each after those that it refers to. `rank` is how far a request is from the first one of its chain
 * of references; a chain without an end, which only plain SQL can write, is followed a hundred times.
 */
export const requestDocuments = `
  WITH RECURSIVE refs AS (
    SELECT r.board_id, r.id, o.board_id AS other_board, o.id AS other
      FROM requests r
      LEFT JOIN answers a ON ${ofRequest('a')}
     CROSS JOIN LATERAL (VALUES (r.board_id, r.follows_id), (r.board_id, a.duplicate_of_id), (r.from_board_id, r.from_request_id)) o (board_id, id)
     WHERE r.workspace_id = $1 AND o.id IS NOT NULL
  ), chains AS (
    SELECT x.board_id, x.id, x.other_board, x.other, 1 AS rank FROM refs x
     UNION
    SELECT c.board_id, c.id, x.other_board, x.other, c.rank + 1
      FROM chains c JOIN refs x ON x.board_id = c.other_board AND x.id = c.other
     WHERE c.rank < 100
  ), ranks AS (
    SELECT c.board_id, c.id, max(c.rank) AS rank FROM chains c GROUP BY 1, 2
  )
  SELECT ${object({
    id: 'r.id',
    boardId: 'r.board_id',
    number: 'r.number',
    title: 'r.title',
    description: 'r.description',
    classOfService: 'r.class_of_service',
    neededBy: 'r.needed_by',
    requesterId: 'coalesce(r.requester_id, r.guest_id)',
    guestName: 'r.guest_name',
    submittedAt: 'weir.instant(r.submitted_at)',
    remindAt: 'weir.instant(r.remind_at)',
    answerBy: 'weir.instant(r.answer_by)',
    expiresAt: 'weir.instant(r.expires_at)',
    pausedAt: 'weir.instant(r.paused_at)',
    remindedAt: 'weir.instant(r.reminded_at)',
    escalatedAt: 'weir.instant(r.escalated_at)',
    followsId: 'r.follows_id',
    byTicket: 'r.by_ticket',
    fromBoardId: 'r.from_board_id',
    fromId: 'r.from_request_id',
    answer: `CASE WHEN a.at IS NOT NULL THEN ${object({
      kind: 'a.kind',
      reason: 'a.reason',
      message: 'a.message',
      until: 'a.until',
      duplicateOfId: 'a.duplicate_of_id',
      by: 'a.by',
      at: 'weir.instant(a.at)',
    })} END`,
    messages: list(
      object({
        id: 'm.id',
        text: 'm.body',
        asks: 'm.asks',
        by: 'coalesce(m.by, m.by_guest)',
        at: 'weir.instant(m.at)',
      }),
      'm.at, m.id',
      `request_messages m WHERE ${ofRequest('m')}`,
    ),
    watcherIds: list('coalesce(w.user_id, w.guest_id)', 'w.id', `request_watchers w WHERE ${ofRequest('w')}`),
    steps: list(
      object({
        state: 's.state',
        at: 'weir.instant(s.at)',
        since: 'weir.instant(s.since)',
        reason: 's.reason',
        message: 's.message',
        card: 's.card',
        receivedAt: 'weir.instant(s.received_at)',
      }),
      's.n',
      `request_steps s WHERE ${ofRequest('s')}`,
    ),
  })} AS document
    FROM (SELECT r.* FROM requests r
            LEFT JOIN ranks k ON k.board_id = r.board_id AND k.id = r.id
           WHERE r.workspace_id = $1
           ORDER BY coalesce(k.rank, 0), r.submitted_at, r.id
          OFFSET 0) r
    LEFT JOIN LATERAL (SELECT a.* FROM answers a WHERE ${ofRequest('a')} OFFSET 0) a ON true`;

/** Board by board, column by column, as they follow each other there; archived cards last. */
export const sortedCards = `
          cards c
     JOIN boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
     JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
    WHERE c.workspace_id = $1
    ORDER BY b.key, k.position, c.archived_at IS NOT NULL, c.rank, c.number`;

export const cardDocuments = `
  SELECT ${object({
    id: 'c.id',
    boardId: 'c.board_id',
    number: 'c.number',
    title: 'c.title',
    description: 'c.description',
    columnId: 'c.column_id',
    half: "CASE WHEN c.split THEN CASE WHEN c.done THEN 'done' ELSE 'doing' END END",
    swimlaneId: 'c.swimlane_id',
    classOfService: 'c.class_of_service',
    dueOn: 'c.due_on',
    requestId: 'c.request_id',
    createdAt: 'weir.instant(c.created_at)',
    createdBy: 'c.created_by',
    enteredColumnAt: 'weir.instant(c.entered_column_at)',
    committedAt: 'weir.instant(c.committed_at)',
    deliveredAt: 'weir.instant(c.delivered_at)',
    archivedAt: 'weir.instant(c.archived_at)',
    assigneeIds: list('a.user_id', 'a.user_id', `card_assignees a WHERE ${ofCard('a')}`),
    labelIds: list('l.label_id', 'l.label_id', `card_labels l WHERE ${ofCard('l')}`),
    fields: 'weir.fields_of_card(c.workspace_id, c.board_id, c.id)',
    checklistItems: list(
      object({
        id: 'i.id',
        text: 'i.text',
        done: 'i.done',
        assigneeId: 'i.assignee_id',
        dueOn: 'i.due_on',
      }),
      'i.position, i.id',
      `checklist_items i WHERE ${ofCard('i')}`,
    ),
    comments: list(
      object({
        id: 'm.id',
        text: 'm.body',
        by: 'm.by',
        at: 'weir.instant(m.at)',
        editedAt: 'weir.instant(m.edited_at)',
      }),
      'm.at, m.id',
      `comments m WHERE ${ofCard('m')} AND m.body <> ''`,
    ),
    blocks: list(
      object({
        id: 'x.id',
        reason: 'x.reason',
        since: 'weir.instant(x.blocked_at)',
        by: 'x.blocked_by',
        until: 'weir.instant(x.unblocked_at)',
        unblockedBy: 'x.unblocked_by',
      }),
      'x.blocked_at, x.id',
      `card_blocks x WHERE ${ofCard('x')}`,
    ),
    displacements: list(
      object({
        requestId: 'd.request_id',
        displacedRequestId: 'd.displaced_request_id',
        reason: 'd.reason',
        message: 'd.message',
        columnId: 'd.column_id',
        until: 'd.until',
        by: 'd.by',
        at: 'weir.instant(d.at)',
      }),
      'd.at, d.request_id',
      `displacements d WHERE ${ofCard('d')}`,
    ),
    attachments: list(
      object({
        id: 'f.id',
        name: 'f.name',
        type: 'f.type',
        bytes: 'f.bytes',
        by: 'f.by',
        at: 'weir.instant(f.at)',
      }),
      'f.at, f.id',
      `attachments f WHERE ${ofCard('f')}`,
    ),
  })} AS document
    FROM (SELECT c.*, k.split FROM ${sortedCards} OFFSET 0) c`;

/** Of the two rows of a link, the one whose card has the smaller id. */
export const linkDocuments = `
  SELECT ${object({
    id: 'l.id',
    card: object({ boardId: 'l.board_id', cardId: 'l.card_id' }),
    kind: 'l.kind',
    to: object({ boardId: 'l.other_board_id', cardId: 'l.other_card_id' }),
  })} AS document
    FROM card_links l
   WHERE l.workspace_id = $1 AND (l.board_id, l.card_id) < (l.other_board_id, l.other_card_id)
   ORDER BY l.id`;
