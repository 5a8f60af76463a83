import { Injectable } from '@nestjs/common';
import type {
  Card,
  CardAdded,
  CardChange,
  CardDetail,
  CardDisplaced,
  CardMoved,
  CardUnassigned,
  ListedCard,
  NewCard,
  PutCard,
} from '@weir/contract';
import type { Card as CardRow } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import { Database, type Tx } from '../database/prisma.js';
import type { BoardAccess, Credentials } from '../http/access/caller.js';
import type { BoardConditions, VersionConditions, Write } from '../writes/board-writer.js';
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

const putStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.put_card(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::uuid, $9::jsonb, $10::int,
                       ROW (c.user_id, $11::text, $12::text, $13::bytea)::weir.write_key,
                       ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

const editStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.edit_card(c.workspace_id, c.board_id, c.user_id, $6, $7::int, $8::jsonb, $9::int,
                        ROW (c.user_id, $10::text, $11::text, $12::bytea)::weir.write_key,
                        ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

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
    return { name: 'create-card', text: createStatement, values, isGrouped: true };
  }

  changeCommand(
    credentials: Credentials,
    number: number,
    change: CardChange,
    { version, key }: VersionConditions,
  ): CommandStatement {
    const values = [...callerValues(credentials), number, JSON.stringify(change), version, ...keyValues(key)];
    return { name: 'edit-card', text: editStatement, values, isGrouped: true };
  }

  putCommand(
    credentials: Credentials,
    externalId: string,
    id: string,
    card: PutCard,
    { version, key }: VersionConditions,
  ): CommandStatement {
    const { metadata = {}, ...facts } = card;
    const values = [
      ...callerValues(credentials),
      externalId,
      id,
      JSON.stringify({ ...facts, metadata }),
      version,
      ...keyValues(key),
    ];
    return { name: 'put-card', text: putStatement, values };
  }

  /** The number of the card with this external id. */
  async numberOf({ workspaceId, boardId }: BoardIds, externalId: string): Promise<number | null> {
    const [row] = await this.database.$queryRaw<{ number: number }[]>`
      SELECT c.number FROM cards c
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid AND c.external_id = ${externalId}`;
    return row?.number ?? null;
  }

  async detail(board: BoardIds, number: number): Promise<CardDetail | null> {
    const [detail] = await this.details(board, [number]);
    return detail ?? null;
  }

  /** Cards as the board shows them, and when they were updated, in the order of their numbers here. */
  async faces({ workspaceId, boardId }: BoardIds, numbers: readonly number[]): Promise<ListedCard[]> {
    const rows = await this.database.$queryRaw<{ face: ListedCard }[]>`
      SELECT d.document || jsonb_build_object('updatedAt', weir.instant(c.updated_at)) AS face
        FROM unnest(${numbers}::int[]) WITH ORDINALITY n (number, place)
        JOIN weir.card_documents d
          ON d.workspace_id = ${workspaceId}::uuid AND d.board_id = ${boardId}::uuid AND d.number = n.number
        JOIN cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.id
       ORDER BY n.place`;
    return rows.map(({ face }) => face);
  }

  /** The details of cards, in the order of their numbers here. */
  async details({ workspaceId, boardId }: BoardIds, numbers: readonly number[]): Promise<CardDetail[]> {
    const rows = await this.database.$queryRaw<{ detail: CardDetail }[]>`
      SELECT d.document || jsonb_build_object(
               'fields', weir.fields_of_card(c.workspace_id, c.board_id, c.id),
               'description', c.description,
               'mentions', weir.mentions(c.workspace_id, c.description),
               'createdAt', weir.instant(c.created_at),
               'updatedAt', weir.instant(c.updated_at),
               'externalId', c.external_id,
               'metadata', c.metadata,
               'createdBy', weir.person(c.created_by),
               'imported', EXISTS (SELECT FROM card_sources o
                                    WHERE o.workspace_id = c.workspace_id AND o.board_id = c.board_id AND o.card_id = c.id),
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
        FROM unnest(${numbers}::int[]) WITH ORDINALITY n (number, place)
        JOIN weir.card_documents d
          ON d.workspace_id = ${workspaceId}::uuid AND d.board_id = ${boardId}::uuid AND d.number = n.number
        JOIN cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.id
        JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id
       ORDER BY n.place`;
    return rows.map(({ detail }) => detail);
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
}
