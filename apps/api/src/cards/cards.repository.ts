import { Injectable } from '@nestjs/common';
import type {
  Card,
  CardChange,
  CardDetail,
  CardDisplaced,
  CardList,
  CardPlace,
  CardPosition,
  EventChanges,
  NewCard,
  NewMoves,
} from '@weir/contract';
import type { Card as CardRow } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import { type Outcome, outcomeOf } from '../database/outcome.js';
import { Database, type Tx } from '../database/prisma.js';
import type { BoardAccess, Credentials } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import type { BoardConditions, Write } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { HotStatements } from '../writes/hot-statements.js';
import type { WriteKey } from '../writes/idempotency.js';
import { Wakeups } from '../writes/wakeups.js';

export type { Card as CardRow } from '@weir/prisma';

/** A card that another noun's write has made, and its place as events tell it. */
export type CardMade = { number: number; place: CardPlace };
/** The card to be displaced, why, and until when it leaves the board where no queue column has room for it. */
export type TradeOfCard = { displaces: number; reason: string; message: string; until?: string };
export type Traded = { card: CardMade; displaced: { number: number } & Pick<CardDisplaced, 'from' | 'to'> };
export type HotRow<T> = BoardIds & { outcome: Result<T> };

const caller = 'weir.caller($1, $2, $3, $4, $5::role[], $6) c';

const createStatement = `
  SELECT c.workspace_id, c.board_id,
         weir.create_card(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                          ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                          ROW ($5::role[], $12::bigint, false)::weir.write_conditions) AS outcome
    FROM ${caller}`;

const moveStatement = `
  SELECT c.workspace_id, c.board_id,
         weir.move_card(c.workspace_id, c.board_id, c.user_id, $6, $7::int, $8::jsonb, $9::int,
                        ROW (c.user_id, $10::text, $11::text, $12::bytea)::weir.write_key,
                        ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM ${caller}`;

const bulkStatement = `
  SELECT c.workspace_id, c.board_id,
         weir.move_cards(c.workspace_id, c.board_id, c.user_id, $6, $7::jsonb, $8::jsonb,
                         ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                         ROW ($5::role[], $12::bigint, false)::weir.write_conditions) AS outcome
    FROM ${caller}`;

@Injectable()
export class CardsRepository {
  constructor(
    private readonly database: Database,
    private readonly hot: HotStatements,
    private readonly wakeups: Wakeups,
  ) {}

  create(credentials: Credentials, id: string, card: NewCard, { key, unchangedSince }: BoardConditions) {
    const values = [...callerOf(credentials), id, JSON.stringify(card), ...keyOf(key), unchangedSince];
    return this.runHot<Card>(credentials, { name: 'create-card', text: createStatement, values });
  }

  move(
    credentials: Credentials,
    number: number,
    to: CardPosition,
    version: number | null,
    key: WriteKey | null,
  ) {
    const values = [...callerOf(credentials), number, JSON.stringify(to), version, ...keyOf(key)];
    return this.runHot<Card>(credentials, { name: 'move-card', text: moveStatement, values });
  }

  moveSeveral(
    credentials: Credentials,
    { moves, override }: NewMoves,
    { key, unchangedSince }: BoardConditions,
  ) {
    const passing = override ? JSON.stringify(override) : null;
    const values = [...callerOf(credentials), JSON.stringify(moves), passing, ...keyOf(key), unchangedSince];
    return this.runHot<CardList>(credentials, { name: 'move-cards', text: bulkStatement, values });
  }

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

  private async runHot<T>(
    credentials: Credentials,
    statement: { name: string; text: string; values: unknown[] },
  ): Promise<Result<HotRow<T> | null>> {
    type Row = { workspace_id: string; board_id: string; outcome: Outcome };
    const result = await this.hot.run<Row>(`${credentials.workspaceSlug}/${credentials.boardKey}`, statement);
    if (!result.ok) return result;
    const [row] = result.value;
    if (!row) return ok(null);
    const { workspace_id: workspaceId, board_id: boardId } = row;
    const outcome = outcomeOf<T>(row.outcome);
    if (outcome.ok && !outcome.replayed) this.wakeups.wake(workspaceId, boardId);
    return ok({ workspaceId, boardId, outcome });
  }
}

function callerOf({ sessionId, userId, workspaceSlug, boardKey, roles, now }: Credentials): unknown[] {
  return [sessionId, userId, workspaceSlug, boardKey, roles, now];
}

function keyOf(key: WriteKey | null): unknown[] {
  return [key?.route ?? null, key?.key ?? null, key?.bodyHash ?? null];
}
