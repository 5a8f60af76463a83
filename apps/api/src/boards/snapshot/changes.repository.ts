import { Injectable } from '@nestjs/common';
import { type BoardChanges, type EventSubject, eventSubject, eventTypes } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { type HeaderRow, header, headerFrom, isShown } from './header.js';

/** `isComplete`: whether the cards are all that changed. `order` has the columns in which the order of cards changed. */
export type ChangesRow = HeaderRow & { isComplete: boolean } & Pick<BoardChanges, 'cards' | 'gone' | 'order'>;

/** Events about these change no card but those that they name. All others may change any, such as a column that is split. */
const subjectsThatNameCards: EventSubject[] = [
  'card',
  'label',
  'cardTemplate',
  'recurringCard',
  'limit',
  'request',
  'intake',
  'gate',
];
const eventsThatNameCards = eventTypes.filter((type) =>
  subjectsThatNameCards.includes(eventSubject({ type })),
);
/** The tables that plain SQL may write to in the same way. */
const tablesThatNameCards = [
  'cards',
  'card_assignees',
  'card_labels',
  'card_fields',
  'card_blocks',
  'comments',
  'checklist_items',
  'attachments',
  'card_links',
  'card_templates',
  'recurring_cards',
  'wip_limits',
  'intakes',
];

/** Above so many events, the whole board is less work. */
const mostEvents = 500;

/** One statement, and so one database snapshot. It reads the events after $3, and no card but those that they name and
 * those of the board that these block. */
const changesStatement = `
  WITH news AS MATERIALIZED (
    SELECT e.type, e.changes FROM events e
     WHERE e.workspace_id = $1 AND e.board_id = $2 AND e.seq > $3 ORDER BY e.seq LIMIT ${mostEvents + 1}),
  written AS MATERIALIZED (
    SELECT (c ->> 'card')::int AS number, bool_or(NOT c ? 'item' AND c -> 'to' ?| '{columnId,before}') AS "isPlaced"
      FROM news, jsonb_array_elements(news.changes) c WHERE c ? 'card' GROUP BY 1),
  named AS MATERIALIZED (
    SELECT n.number, bool_or(n."isPlaced") AS "isPlaced"
      FROM (SELECT number, "isPlaced" FROM written
             UNION ALL
            SELECT x.number, false
              FROM written w
              JOIN cards c ON c.workspace_id = $1 AND c.board_id = $2 AND c.number = w.number
              JOIN card_links l ON l.workspace_id = $1 AND l.board_id = $2 AND l.card_id = c.id
                               AND l.kind = 'blocks' AND l.other_board_id = $2
              JOIN cards x ON x.workspace_id = $1 AND x.board_id = $2 AND x.id = l.other_card_id) n
     GROUP BY 1)
  SELECT ${header},
         k.seq >= $3 AND (SELECT count(*) <= ${mostEvents}
                            AND coalesce(bool_and(n.type = ANY ($5) OR n.type = 'board.changed'
                                                  AND n.changes -> 0 ->> 'table' = ANY ($6)
                                                  AND NOT n.changes -> 0 ? 'resync'), true)
                            FROM news n) AS "isComplete",
         shown.cards, shown.gone, shown.order ${headerFrom}
   CROSS JOIN (SELECT $4::timestamptz AS now) t
   CROSS JOIN LATERAL (
     SELECT coalesce(json_agg(d.document) FILTER (WHERE d.number IS NOT NULL), '[]') AS cards,
            coalesce(json_agg(n.number ORDER BY n.number) FILTER (WHERE d.number IS NULL), '[]') AS gone,
            (SELECT coalesce(json_agg(json_build_object('columnId', o.column_id, 'cards', o.numbers)), '[]')
               FROM (SELECT c.column_id, json_agg(c.number ORDER BY c.rank, c.number, c.id) AS numbers
                       FROM cards c
                      WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.archived_at IS NULL AND ${isShown('c')}
                        AND c.column_id = ANY (array_agg(d.column_id) FILTER (WHERE n."isPlaced"))
                      GROUP BY c.column_id) o) AS "order"
       FROM named n
       LEFT JOIN weir.card_documents d
              ON d.workspace_id = $1 AND d.board_id = $2 AND d.number = n.number AND d.archived_at IS NULL AND ${isShown('d')}) shown
   WHERE b.workspace_id = $1 AND b.id = $2`;

@Injectable()
export class ChangesRepository {
  constructor(private readonly pool: Pool) {}

  /** What changed after a seq, and how the board is now. */
  async after({ workspaceId, boardId }: BoardIds, seq: number, now: Date): Promise<ChangesRow> {
    const values = [workspaceId, boardId, seq, now, eventsThatNameCards, tablesThatNameCards];
    const { rows } = await this.pool.query<ChangesRow>({
      name: 'board-changes',
      text: changesStatement,
      values,
    });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }
}
