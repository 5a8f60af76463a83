import { list, object } from './json.js';

const ofRequest = (table: string) =>
  `${table}.workspace_id = r.workspace_id AND ${table}.board_id = r.board_id AND ${table}.request_id = r.id`;

/**
 * In the order of submission, but each request after those that it refers to. `rank` is how far a request is from the first one of its chain
 * of references; a chain without an end, which only plain SQL can write, is followed a hundred times.
 */
export const requestDocuments = `
  WITH RECURSIVE refs AS (
    SELECT r.board_id, r.id, o.board_id AS other_board, o.id AS other
      FROM requests r
      LEFT JOIN answers a ON ${ofRequest('a')}
     CROSS JOIN LATERAL (VALUES (r.board_id, r.follows_id), (r.board_id, r.part_of_id), (r.board_id, a.duplicate_of_id), (r.from_board_id, r.from_request_id)) o (board_id, id)
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
    partOfId: 'r.part_of_id',
    externalId: 'r.external_id',
    metadata: 'r.metadata',
    fromBoardId: 'r.from_board_id',
    fromId: 'r.from_request_id',
    answer: `CASE WHEN a.at IS NOT NULL THEN ${object({
      kind: 'a.kind',
      reason: 'a.reason',
      message: 'a.message',
      part: 'CASE WHEN a.part IS NOT NULL THEN weir.accepted_part(a) END',
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
