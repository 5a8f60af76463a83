import { Injectable } from '@nestjs/common';
import type {
  CardAdded,
  EventChanges,
  RecurringCard,
  RecurringSettings,
  RecurringState,
} from '@weir/contract';
import type { BoardIds, BoardNamed } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import { Database, type Tx } from '../database/prisma.js';
import type { Write } from '../writes/board-writer.js';

/** A recurring card that may be due, with the names of its board. */
export type DueRecurring = BoardNamed & { id: string };
export type Refused = { refused: string; limits?: { id: string; max: number; load: number }[] };
export type Created = {
  number: number;
  to: CardAdded['to'];
  items: EventChanges['card.created'];
};

/** Those whose time has come, and those that wait on a board that has changed since it refused them. */
const dueStatement = `
  WITH due AS (
    SELECT r.workspace_id, r.board_id, r.id, r.next_at AS at FROM recurring_cards r WHERE r.next_at <= $1
     UNION
    SELECT r.workspace_id, r.board_id, r.id, r.next_at
      FROM recurring_cards r
      JOIN board_clock k ON k.workspace_id = r.workspace_id AND k.board_id = r.board_id
     WHERE r.waiting IS NOT NULL AND r.refused_seq IS DISTINCT FROM k.seq
  )
  SELECT d.workspace_id AS "workspaceId", w.slug AS "workspaceSlug", d.board_id AS "boardId", b.key AS "boardKey", d.id
    FROM due d
    JOIN boards b     ON b.workspace_id = d.workspace_id AND b.id = d.board_id AND b.archived_at IS NULL
    JOIN workspaces w ON w.id = d.workspace_id AND w.archived_at IS NULL
   ORDER BY d.at, d.id
   LIMIT $2`;

@Injectable()
export class RecurringCardsRepository {
  constructor(
    private readonly database: Database,
    private readonly pool: Pool,
  ) {}

  /** By title. Lanes, labels and columns that the board no longer has are left out. */
  async list(
    { workspaceId, boardId }: BoardIds,
    tx: Pick<Tx, '$queryRaw'> = this.database,
  ): Promise<RecurringCard[]> {
    const rows = await tx.$queryRaw<{ card: RecurringCard }[]>`
      SELECT weir.recurring_values(r) || weir.card_preset(r.workspace_id, r.board_id, r.preset)
          || jsonb_build_object('id', r.id, 'columnId', k.id) AS card
        FROM recurring_cards r
        LEFT JOIN columns k ON k.workspace_id = r.workspace_id AND k.board_id = r.board_id AND k.id = r.column_id
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.board_id = ${boardId}::uuid
       ORDER BY lower(r.preset ->> 'title'), r.id`;
    return rows.map(({ card }) => card);
  }

  async due(now: Date, most: number): Promise<DueRecurring[]> {
    const values = [now, most];
    return (await this.pool.query<DueRecurring>({ name: 'recurring-due', text: dueStatement, values })).rows;
  }

  async timeZone(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<string> {
    const where = { workspaceId_boardId: { workspaceId, boardId } };
    const { timeZone } = await tx.intake.findUniqueOrThrow({ where, select: { timeZone: true } });
    return timeZone;
  }

  async hasColumn(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<boolean> {
    return (await tx.column.count({ where: { workspaceId, boardId, id } })) > 0;
  }

  /** The board's seq at which it was refused last. */
  async refusedSeq(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<bigint | null> {
    const where = { workspaceId_boardId_id: { workspaceId, boardId, id } };
    return (await tx.recurringCard.findUniqueOrThrow({ where, select: { refusedSeq: true } })).refusedSeq;
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, card: RecurringCard): Promise<void> {
    const { id, columnId, whenFull, active, nextAt } = card;
    const [preset, schedule] = [JSON.stringify(presetOf(card)), JSON.stringify(card.schedule)];
    await tx.$executeRaw`
      INSERT INTO recurring_cards (workspace_id, board_id, id, preset, column_id, schedule, when_full, active, next_at)
      VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${id}::uuid, ${preset}::jsonb, ${columnId}::uuid, ${schedule}::jsonb,
              ${whenFull}, ${active}, ${nextAt}::timestamptz)`;
  }

  /** What it is now. The next sweep tries again to make one that waits. */
  async change(tx: Tx, { workspaceId, boardId }: BoardIds, card: RecurringCard): Promise<void> {
    const { id, columnId, whenFull, active, nextAt, waiting } = card;
    const [preset, schedule] = [JSON.stringify(presetOf(card)), JSON.stringify(card.schedule)];
    await tx.$executeRaw`
      UPDATE recurring_cards
         SET preset = ${preset}::jsonb, column_id = ${columnId}::uuid, schedule = ${schedule}::jsonb, when_full = ${whenFull},
             active = ${active}, next_at = ${nextAt}::timestamptz, waiting = ${jsonOf(waiting)}::jsonb, refused_seq = NULL
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }

  async setState(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    { nextAt, waiting, last }: RecurringState,
    refusedSeq: bigint | null,
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE recurring_cards
         SET next_at = ${nextAt}::timestamptz, waiting = ${jsonOf(waiting)}::jsonb, last = ${jsonOf(last)}::jsonb,
             refused_seq = ${refusedSeq}::bigint
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }

  async remove(tx: Tx, { workspaceId, boardId }: BoardIds, id: string): Promise<void> {
    await tx.recurringCard.delete({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } } });
  }

  /** Makes the card, or says why there is no room for it: then nothing has changed. */
  async make(
    { tx, now }: Write,
    { workspaceId, boardId }: BoardIds,
    recurring: string,
    id: string,
  ): Promise<Created | Refused> {
    const [row] = await tx.$queryRaw<{ made: Created | Refused }[]>`
      SELECT weir.insert_recurring_card(${workspaceId}::uuid, ${boardId}::uuid, ${recurring}::uuid, ${now}, ${id}::uuid) AS made`;
    if (!row) throw new Error('insert_recurring_card returned nothing');
    return row.made;
  }
}

function presetOf({
  title,
  description,
  classOfService,
  swimlaneId,
  labelIds,
  fields,
  checklistItems,
}: RecurringSettings) {
  return { title, description, classOfService, swimlaneId, labelIds, fields, checklistItems };
}

const jsonOf = (value: object | null) => value && JSON.stringify(value);
