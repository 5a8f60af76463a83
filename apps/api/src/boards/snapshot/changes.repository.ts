import { Injectable } from '@nestjs/common';
import { type BoardChanges, type EventSubject, eventSubject, eventTypes } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { deliveredSince, type HeaderRow, header, headerFrom } from './header.js';

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
/** No part of the board’s document depends on its public link. */
const eventsThatNameCards = eventTypes.filter(
  (type) => type === 'board.publicLinkChanged' || subjectsThatNameCards.includes(eventSubject({ type })),
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
  SELECT ${header},
         k.seq >= $3 AND n.is_complete AS "isComplete", n.documents AS cards, n.gone, n.orders AS "order" ${headerFrom}
   CROSS JOIN (SELECT $4::timestamptz AS now) t
   CROSS JOIN LATERAL weir.changed_cards(b.workspace_id, b.id, $3, ${mostEvents}, $5, $6, ${deliveredSince}) n
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
