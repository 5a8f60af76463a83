import { Injectable } from '@nestjs/common';
import {
  type BoardChanges,
  type CardPlacement,
  type EventSubject,
  type EventType,
  eventSubject,
  eventTypes,
} from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { deliveredSince, type HeaderRow, header, headerFrom } from './header.js';

/** `created`: the numbers of new cards. `countsGone`: whether limits may count a card that the board does not show. */
export type ChangedCards = Pick<BoardChanges, 'cards' | 'gone'> & {
  placed: CardPlacement[];
  created: number[];
  countsGone: boolean;
};

/** `isComplete`: whether the cards are all that changed. */
export type ChangedCardsRow = ChangedCards & { seq: string; isComplete: boolean };
export type ChangesRow = HeaderRow & ChangedCardsRow;

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
  'rest',
];
const about = (...subjects: EventSubject[]): EventType[] =>
  eventTypes.filter((type) => subjects.includes(eventSubject({ type })));
const eventsOfCards = about('card');
/** No part of the board’s document depends on its public link. */
const eventsThatNameCards: EventType[] = ['board.publicLinkChanged', ...about(...subjectsThatNameCards)];
/** The tables that plain SQL may write to in the same way. */
const tablesOfCards = [
  'cards',
  'card_assignees',
  'card_labels',
  'card_fields',
  'card_blocks',
  'card_leases',
  'comments',
  'checklist_items',
  'attachments',
  'card_links',
  'request_waits',
];
const tablesThatNameCards = [
  ...tablesOfCards,
  'card_templates',
  'recurring_cards',
  'wip_limits',
  'limit_trials',
  'intakes',
  'rests',
];

/** With more events than this, the whole board is less work. */
const mostEvents = 500;

const changed = `coalesce(n.created, '{}') AS created, n.documents AS cards, n.gone, n.counts_gone AS "countsGone", n.placed`;

/** One statement, and so one database snapshot. It reads the events after $3, and no card but those that they name and
 * those of the board that these block. */
const changesStatement = `
  SELECT ${header}, k.seq >= $3 AND n.is_complete AS "isComplete", ${changed} ${headerFrom}
   CROSS JOIN (SELECT $4::timestamptz AS now) t
   CROSS JOIN LATERAL weir.changed_cards(b.workspace_id, b.id, $3, ${mostEvents}, $5, $6, ${deliveredSince}) n
   WHERE b.workspace_id = $1 AND b.id = $2`;

/** The same without what the board shows but its cards. */
const changedCardsStatement = `
  SELECT k.seq, k.seq >= $3 AND n.is_complete AND n.names_cards_only AS "isComplete", ${changed}
    FROM board_clock k
    JOIN intakes i ON i.workspace_id = k.workspace_id AND i.board_id = k.board_id
   CROSS JOIN (SELECT $4::timestamptz AS now) t
   CROSS JOIN LATERAL weir.changed_cards(k.workspace_id, k.board_id, $3, ${mostEvents}, $5, $6, ${deliveredSince}) n
   WHERE k.workspace_id = $1 AND k.board_id = $2`;

@Injectable()
export class ChangesRepository {
  constructor(private readonly pool: Pool) {}

  /** What changed after a seq, and how the board is now. */
  after(board: BoardIds, seq: number, now: Date): Promise<ChangesRow> {
    const which = [eventsThatNameCards, tablesThatNameCards];
    return this.read<ChangesRow>('board-changes', changesStatement, board, [seq, now, ...which]);
  }

  /** The cards that changed after a seq. Complete if nothing else did but loads. */
  cardsAfter(board: BoardIds, seq: number, now: Date): Promise<ChangedCardsRow> {
    const which = [eventsOfCards, tablesOfCards];
    return this.read<ChangedCardsRow>('changed-cards', changedCardsStatement, board, [seq, now, ...which]);
  }

  private async read<Row extends ChangedCardsRow>(
    name: string,
    text: string,
    { workspaceId, boardId }: BoardIds,
    values: unknown[],
  ): Promise<Row> {
    const { rows } = await this.pool.query<Row>({ name, text, values: [workspaceId, boardId, ...values] });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }
}
