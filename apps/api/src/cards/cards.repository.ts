import { Injectable } from '@nestjs/common';
import type {
  Card,
  CardChange,
  CardDetail,
  CardDisplaced,
  CardPlace,
  EventChanges,
  NewCard,
} from '@weir/contract';
import type { Card as CardRow } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import { Database, type Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import type { Write } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';

export type { Card as CardRow } from '@weir/prisma';

/** A card that another noun's write has made, and its place as events tell it. */
export type CardMade = { number: number; place: CardPlace };
/** The card to be displaced, why, and until when it leaves the board where no queue column has room for it. */
export type TradeOfCard = { displaces: number; reason: string; message: string; until?: string };
export type Traded = { card: CardMade; displaced: { number: number } & Pick<CardDisplaced, 'from' | 'to'> };

@Injectable()
export class CardsRepository {
  constructor(private readonly database: Database) {}

  async detail({ workspaceId, boardId }: BoardIds, number: number): Promise<CardDetail | null> {
    const [row] = await this.database.$queryRaw<{ detail: CardDetail }[]>`
      SELECT d.document || jsonb_build_object(
               'description', c.description,
               'createdAt', weir.instant(c.created_at),
               'createdBy', weir.person(c.created_by),
               'commentCount', (
                 SELECT count(*) FROM comments m
                  WHERE m.workspace_id = c.workspace_id AND m.board_id = c.board_id AND m.card_id = c.id),
               'blocks', coalesce((
                 SELECT jsonb_agg(jsonb_build_object(
                          'reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', weir.person(x.blocked_by),
                          'until', weir.instant(x.unblocked_at)) ORDER BY x.blocked_at, x.id)
                   FROM card_blocks x
                  WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id), '[]')
             ) AS detail
        FROM weir.card_documents d
        JOIN cards c USING (workspace_id, board_id, id)
       WHERE d.workspace_id = ${workspaceId}::uuid AND d.board_id = ${boardId}::uuid AND d.number = ${number}::int`;
    return row?.detail ?? null;
  }

  async document(tx: Tx, { workspaceId, boardId }: BoardIds, number: number): Promise<Card> {
    const [row] = await tx.$queryRaw<{ document: Card }[]>`
      SELECT weir.card_document(${workspaceId}::uuid, ${boardId}::uuid, ${number}::int) AS document`;
    if (!row) throw new Error(`card ${number} has no document`);
    return row.document;
  }

  find(tx: Tx, { workspaceId, boardId }: BoardIds, number: number): Promise<CardRow | null> {
    return tx.card.findUnique({ where: { workspaceId_boardId_number: { workspaceId, boardId, number } } });
  }

  /** Whether any of these can't be given the card; who is on it already stays, as on one delivered before they left. */
  async areStrangers(tx: Tx, { workspaceId, boardId, id }: CardRow, people: string[]): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ strangers: boolean }[]>`
      SELECT weir.has_unassignable(${workspaceId}::uuid, ARRAY(
               SELECT p FROM unnest(${people}::uuid[]) p
               EXCEPT
               SELECT user_id FROM card_assignees
                WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND card_id = ${id}::uuid)
             ) AS strangers`;
    return row?.strangers ?? true;
  }

  /** Changes what differs and says what did, before and after; null where nothing does. */
  async change(
    tx: Tx,
    place: BoardIds,
    card: CardRow,
    change: Omit<CardChange, 'override'>,
  ): Promise<Omit<EventChanges['card.changed'][number], 'card'> | null> {
    const key = { workspaceId: place.workspaceId, boardId: place.boardId, cardId: card.id };
    const { assigneeIds, dueOn, ...plain } = change;
    const before = await this.standing(tx, key, card);
    const wanted = {
      ...plain,
      ...(dueOn !== undefined && { dueOn }),
      ...(assigneeIds && { assigneeIds: assigneeIds.toSorted() }),
    };
    const changed = changedValues(before, wanted);
    if (!changed) return null;
    if (assigneeIds) await this.lockPersonLimits(tx, place, [...before.assigneeIds, ...assigneeIds]);

    await tx.card.update({
      where: {
        workspaceId_boardId_id: { workspaceId: place.workspaceId, boardId: place.boardId, id: card.id },
      },
      data: {
        ...plain,
        ...(dueOn !== undefined && { dueOn: dueOn === null ? null : new Date(dueOn) }),
        version: { increment: 1 },
      },
    });
    if (assigneeIds && changed.to.assigneeIds) {
      await tx.cardAssignee.deleteMany({ where: { ...key, userId: { notIn: assigneeIds } } });
      await tx.cardAssignee.createMany({
        data: assigneeIds.map((userId) => ({ ...key, userId })),
        skipDuplicates: true,
      });
    }
    return changed;
  }

  /**
   * Takes the locks of these people's limits across boards, in key order. Several statements that each took
   * the locks of those they touch might do it in another.
   */
  private async lockPersonLimits(tx: Tx, { workspaceId }: BoardIds, people: string[]): Promise<void> {
    await tx.$queryRaw`SELECT weir.lock_person_limits(${workspaceId}::uuid, ${people}::uuid[])::text`;
  }

  async insert(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    id: string,
    card: NewCard,
    requestId: string | null,
  ): Promise<Result<CardMade>> {
    const [row] = await tx.$queryRaw<{ made: CardMade }[]>`
      SELECT weir.insert_card(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now}, ${id}::uuid,
                              ${JSON.stringify(card)}::jsonb, ${requestId}::uuid) AS made`;
    if (!row) throw new Error('insert_card returned nothing');
    return ok(row.made);
  }

  async trade(
    { tx, now }: Write,
    { workspaceId, boardId, userId }: BoardAccess,
    id: string,
    card: NewCard,
    requestId: string,
    trade: TradeOfCard,
  ): Promise<Traded> {
    const [row] = await tx.$queryRaw<{ traded: Traded }[]>`
      SELECT weir.trade_card(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now}, ${id}::uuid,
                             ${JSON.stringify(card)}::jsonb, ${requestId}::uuid, ${JSON.stringify(trade)}::jsonb) AS traded`;
    if (!row) throw new Error('trade_card returned nothing');
    return row.traded;
  }

  private async standing(
    tx: Tx,
    key: { workspaceId: string; boardId: string; cardId: string },
    card: CardRow,
  ) {
    const assignees = await tx.cardAssignee.findMany({ where: key, select: { userId: true } });
    return {
      title: card.title,
      description: card.description,
      classOfService: card.classOfService,
      dueOn: card.dueOn?.toISOString().slice(0, 10) ?? null,
      assigneeIds: assignees.map(({ userId }) => userId).sort(),
    };
  }
}
