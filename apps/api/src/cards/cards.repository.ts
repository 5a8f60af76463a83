import { Injectable } from '@nestjs/common';
import type {
  Card,
  CardAdded,
  CardChange,
  CardDetail,
  CardDisplaced,
  CardMoved,
  CardUnassigned,
  FieldValuesChange,
  InputFault,
  NewCard,
} from '@weir/contract';
import type { Card as CardRow } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import { Database, type Tx } from '../database/prisma.js';
import type { BoardAccess, Credentials } from '../http/access/caller.js';
import type { InvalidCode } from '../http/problems/refusals.js';
import type { BoardConditions, Write } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import type { CommandStatement } from '../writes/command-groups.js';
import { callerValues, keyValues } from '../writes/commands.js';

export type { Card as CardRow } from '@weir/prisma';

/** A card created in the write of a request's answer, with its values as events say them. */
export type CreatedCard = { number: number; to: CardAdded['to'] };
/** The card to displace, why, and until when it leaves the board where no queue column has room for it. */
export type CardTrade = { displaces: number; reason: string; message: string; until?: string };
export type TradedCards = {
  card: CreatedCard;
  displaced: { number: number } & Pick<CardDisplaced, 'from' | 'to'>;
};

const createStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.create_card(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                          ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                          ROW ($5::role[], $12::bigint, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

const createGroup = {
  name: 'run-creates',
  text: 'SELECT alone, workspace_id AS "workspaceId", board_id AS "boardId", outcome FROM weir.run_creates($1::jsonb)',
};

@Injectable()
export class CardsRepository {
  constructor(private readonly database: Database) {}

  createCommand(
    credentials: Credentials,
    id: string,
    card: NewCard,
    { key, unchangedSince }: BoardConditions,
  ): CommandStatement {
    const values = [
      ...callerValues(credentials),
      id,
      JSON.stringify(card),
      ...keyValues(key),
      unchangedSince,
    ];
    return { name: 'create-card', text: createStatement, values, group: createGroup };
  }

  async detail({ workspaceId, boardId }: BoardIds, number: number): Promise<CardDetail | null> {
    const [row] = await this.database.$queryRaw<{ detail: CardDetail }[]>`
      SELECT d.document || jsonb_build_object(
               'fields', weir.fields_of_card(c.workspace_id, c.board_id, c.id),
               'description', c.description,
               'mentions', weir.mentions(c.workspace_id, c.description),
               'createdAt', weir.instant(c.created_at),
               'createdBy', weir.person(c.created_by),
               'checklistItems', coalesce((
                 SELECT jsonb_agg(jsonb_build_object(
                          'id', i.id, 'text', i.text, 'done', i.done, 'assignee', weir.person(i.assignee_id), 'dueOn', i.due_on,
                          'became', CASE WHEN x.id IS NOT NULL THEN jsonb_build_object(
                            'number', x.number, 'ref', b.key || '-' || x.number, 'columnId', x.column_id,
                            'delivered', x.delivered_at IS NOT NULL, 'archived', x.archived_at IS NOT NULL) END) ORDER BY i.position, i.id)
                   FROM checklist_items i
                   LEFT JOIN cards x ON x.workspace_id = i.workspace_id AND x.board_id = i.board_id AND x.id = i.became_id
                  WHERE i.workspace_id = c.workspace_id AND i.board_id = c.board_id AND i.card_id = c.id), '[]'),
               'blocks', coalesce((
                 SELECT jsonb_agg(jsonb_build_object(
                          'reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', weir.person(x.blocked_by),
                          'until', weir.instant(x.unblocked_at)) ORDER BY x.blocked_at, x.id)
                   FROM card_blocks x
                  WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id), '[]'),
               'links', coalesce((
                 SELECT jsonb_agg(weir.link_document(l) ORDER BY l.kind, l.id)
                   FROM card_links l
                  WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id), '[]')
             ) AS detail
        FROM weir.card_documents d
        JOIN cards c USING (workspace_id, board_id, id)
        JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id
       WHERE d.workspace_id = ${workspaceId}::uuid AND d.board_id = ${boardId}::uuid AND d.number = ${number}::int`;
    return row?.detail ?? null;
  }

  async document(tx: Tx, { workspaceId, boardId }: BoardIds, number: number): Promise<Card> {
    const [row] = await tx.$queryRaw<{ document: Card }[]>`
      SELECT weir.card_document(${workspaceId}::uuid, ${boardId}::uuid, ${number}::int) AS document`;
    if (!row) throw new Error(`card ${number} has no document`);
    return row.document;
  }

  /** Outside of a write. */
  read(board: BoardIds, number: number): Promise<CardRow | null> {
    return this.find(this.database, board, number);
  }

  find(tx: Pick<Tx, 'card'>, { workspaceId, boardId }: BoardIds, number: number): Promise<CardRow | null> {
    return tx.card.findUnique({ where: { workspaceId_boardId_number: { workspaceId, boardId, number } } });
  }

  /** Whether any of these people can't be given the card. Those assigned to it already may stay. */
  async hasUnassignable(tx: Tx, { workspaceId, boardId, id }: CardRow, people: string[]): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ unassignable: boolean }[]>`
      SELECT weir.has_unassignable(${workspaceId}::uuid, ARRAY(
               SELECT p FROM unnest(${people}::uuid[]) p
               EXCEPT
               SELECT user_id FROM card_assignees
                WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND card_id = ${id}::uuid)
             ) AS unassignable`;
    return row?.unassignable ?? true;
  }

  /** Whether any of these is not a label of the board. */
  async hasUnknownLabel(tx: Tx, { workspaceId, boardId }: BoardIds, labels: string[]): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ unknown: boolean }[]>`
      SELECT weir.has_unknown_label(${workspaceId}::uuid, ${boardId}::uuid, ${labels}::uuid[]) AS "unknown"`;
    return row?.unknown ?? true;
  }

  /** What is wrong with values of custom fields, for all that only the board knows. */
  async fieldFaults(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    fields: FieldValuesChange,
  ): Promise<InputFault<InvalidCode>[]> {
    const [row] = await tx.$queryRaw<{ faults: InputFault<InvalidCode>[] }[]>`
      SELECT weir.field_faults(${workspaceId}::uuid, ${boardId}::uuid, ${JSON.stringify(fields)}::jsonb) AS faults`;
    return row?.faults ?? [];
  }

  /** Changes the card's values and returns those that differ, before and after; null where none does. */
  async change(
    tx: Tx,
    board: BoardIds,
    card: CardRow,
    { assigneeIds, labelIds, fields, dueOn, ...plain }: Omit<CardChange, 'override'>,
  ) {
    const { workspaceId, boardId } = board;
    const key = { workspaceId, boardId, cardId: card.id };
    const before = await this.changeable(tx, card, { assignees: assigneeIds, labels: labelIds });
    const changedFields = fields && (await this.changeFields(tx, card, fields));
    const changed = changedValues(before, {
      ...plain,
      ...(dueOn !== undefined && { dueOn }),
      ...(assigneeIds && { assigneeIds: assigneeIds.toSorted() }),
      ...(labelIds && { labelIds: labelIds.toSorted() }),
    });
    if (!changed && !changedFields) return null;
    if (assigneeIds) await this.lockPersonLimits(tx, board, [...before.assigneeIds, ...assigneeIds]);

    await tx.card.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id: card.id } },
      data: {
        ...plain,
        ...(dueOn !== undefined && { dueOn: dueOn === null ? null : new Date(dueOn) }),
        version: { increment: 1 },
      },
    });
    if (assigneeIds && changed && 'assigneeIds' in changed.to) {
      await tx.cardAssignee.deleteMany({ where: { ...key, userId: { notIn: assigneeIds } } });
      await tx.cardAssignee.createMany({
        data: assigneeIds.map((userId) => ({ ...key, userId })),
        skipDuplicates: true,
      });
    }
    if (labelIds && changed && 'labelIds' in changed.to) {
      await tx.cardLabel.deleteMany({ where: { ...key, labelId: { notIn: labelIds } } });
      await tx.cardLabel.createMany({
        data: labelIds.map((labelId) => ({ ...key, labelId })),
        skipDuplicates: true,
      });
    }
    const { from, to } = changedFields ?? {};
    return {
      from: { ...changed?.from, ...(from && { fields: from }) },
      to: { ...changed?.to, ...(to && { fields: to }) },
    };
  }

  async insert(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    id: string,
    card: NewCard,
    requestId: string | null,
  ): Promise<CreatedCard> {
    const [row] = await tx.$queryRaw<{ created: CreatedCard }[]>`
      SELECT weir.insert_card(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now}, ${id}::uuid,
                              ${JSON.stringify(card)}::jsonb, ${requestId}::uuid) AS created`;
    if (!row) throw new Error('insert_card returned nothing');
    return row.created;
  }

  async trade(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    id: string,
    card: NewCard,
    requestId: string,
    trade: CardTrade,
  ): Promise<TradedCards> {
    const [row] = await tx.$queryRaw<{ traded: TradedCards }[]>`
      SELECT weir.trade_card(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now}, ${id}::uuid,
                             ${JSON.stringify(card)}::jsonb, ${requestId}::uuid, ${JSON.stringify(trade)}::jsonb) AS traded`;
    if (!row) throw new Error('trade_card returned nothing');
    return row.traded;
  }

  /** Moves a card to the end of another column, also out of the archive. Returns its position before and after. */
  async moveToEnd({ tx, now }: Write, card: CardRow, columnId: string) {
    const [moved] = await tx.$queryRaw<Pick<CardMoved, 'from' | 'to'>[]>`
      WITH moved AS (
        UPDATE cards c
           SET column_id = k.id,
               done = false,
               archived_at = NULL,
               rank = weir.rank_for(c.workspace_id, c.board_id, k.id, c.number, NULL, NULL),
               version = c.version + 1,
               entered_column_at = ${now},
               committed_at = weir.committed_at(k.kind, c.committed_at, ${now}),
               delivered_at = weir.delivered_at(k.kind, c.delivered_at, ${now})
          FROM columns k
         WHERE c.workspace_id = ${card.workspaceId}::uuid AND c.board_id = ${card.boardId}::uuid AND c.id = ${card.id}::uuid
           AND k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = ${columnId}::uuid
        RETURNING c.*
      )
      SELECT weir.card_position(c) AS "from", weir.card_placed(m::cards, k.split, NULL) AS "to"
        FROM (SELECT moved.* FROM moved) m
        JOIN cards c   ON c.workspace_id = m.workspace_id AND c.board_id = m.board_id AND c.id = m.id
        JOIN columns k ON k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.id = m.column_id`;
    if (!moved) throw new Error(`card ${card.number} was not moved`);
    return moved;
  }

  /** Unassigns from a card that is no longer delivered those who have left. Returns the changes of its event. */
  async unassignReopened(
    tx: Tx,
    { workspaceId, boardId, id, deliveredAt }: CardRow,
  ): Promise<CardUnassigned[]> {
    if (!deliveredAt) return [];
    const [row] = await tx.$queryRaw<{ gone: CardUnassigned[] }[]>`
      SELECT weir.unassign_reopened(${workspaceId}::uuid, ${boardId}::uuid, ARRAY[${id}::uuid]) AS gone`;
    return row?.gone ?? [];
  }

  /**
   * Locks the limits that these people have across boards, in key order. Several statements, each locking those that
   * it touches, could lock them in another order.
   */
  private async lockPersonLimits(tx: Tx, { workspaceId }: BoardIds, people: string[]): Promise<void> {
    await tx.$queryRaw`SELECT weir.lock_person_limits(${workspaceId}::uuid, ${people}::uuid[])::text`;
  }

  /** The custom fields that changed, before and after; null if none did. */
  private async changeFields(
    tx: Tx,
    { workspaceId, boardId, id }: CardRow,
    fields: FieldValuesChange,
  ): Promise<{ from: FieldValuesChange; to: FieldValuesChange } | null> {
    const [row] = await tx.$queryRaw<
      { changed: { from: FieldValuesChange; to: FieldValuesChange } | null }[]
    >`
      SELECT weir.change_card_fields(${workspaceId}::uuid, ${boardId}::uuid, ${id}::uuid, ${JSON.stringify(fields)}::jsonb) AS changed`;
    return row?.changed ?? null;
  }

  /** The card's values. Its assignees and labels are read only where the write gives new ones. */
  private async changeable(
    tx: Tx,
    { workspaceId, boardId, id, ...card }: CardRow,
    wanted: { assignees: unknown; labels: unknown },
  ) {
    const where = { workspaceId, boardId, cardId: id };
    const assignees = wanted.assignees
      ? await tx.cardAssignee.findMany({ where, select: { userId: true } })
      : [];
    const labels = wanted.labels ? await tx.cardLabel.findMany({ where, select: { labelId: true } }) : [];
    return {
      title: card.title,
      description: card.description,
      classOfService: card.classOfService,
      dueOn: card.dueOn?.toISOString().slice(0, 10) ?? null,
      assigneeIds: assignees.map(({ userId }) => userId).sort(),
      labelIds: labels.map(({ labelId }) => labelId).sort(),
    };
  }
}
