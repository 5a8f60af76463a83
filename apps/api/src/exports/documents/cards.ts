import { list, object } from './json.js';

const ofCard = (table: string) =>
  `${table}.workspace_id = c.workspace_id AND ${table}.board_id = c.board_id AND ${table}.card_id = c.id`;

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
    externalId: 'c.external_id',
    metadata: 'c.metadata',
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

/** Waits, including ended ones. */
export const waitDocuments = `
  SELECT ${object({
    id: 'w.id',
    boardId: 'w.board_id',
    cardId: 'w.card_id',
    requestId: 'w.request_id',
    onBoardId: 'w.on_board_id',
    onRequestId: 'w.on_request_id',
    since: 'weir.instant(w.since)',
    endedAt: 'weir.instant(w.ended_at)',
  })} AS document
    FROM request_waits w
   WHERE w.workspace_id = $1
   ORDER BY w.board_id, w.id`;
