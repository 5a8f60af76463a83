import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import type { Tx } from '../database/prisma.js';
import { Together } from '../database/together.js';
import { type RequestRow, type StoredRequest, toStored } from './request-document.js';

const milliseconds = (name: string) => `round(date_part('epoch', r.${name}) * 1000)`;

/** Requests by their boards $2 and numbers $3, pair by pair; $4: their positions in the queues, if they are known. */
const rowsStatement = `
  SELECT r.board_id AS "boardId", r.id, r.requester_id AS "requesterId", r.guest_id AS "guestId",
         r.requester_name AS "requesterName", r.watcher_ids AS "watcherIds", r.watchers, r.number, r.ref, r.version, r.title,
         r.description, r.class_of_service::text AS "classOfService", r.needed_by::text AS "neededBy",
         ${milliseconds('submitted_at')} AS "submittedAt", ${milliseconds('answer_by')} AS "answerBy",
         ${milliseconds('expires_at')} AS "expiresAt", ${milliseconds('paused_at')} AS "pausedAt",
         r.answer_after_needed_by AS "answerAfterNeededBy", r.position, r.follows, r.redirected_from AS "redirectedFrom",
         r.answered, ${milliseconds('updated_at')} AS "updatedAt", r.external_id AS "externalId", r.metadata
    FROM weir.request_rows($1::uuid, $2::uuid[], $3::int[], $4::int[]) r`;

type GuestAddress = { email: string; isUndeliverable: boolean };
/** `place`: its position in the queue, null for an answered request; absent where the caller does not know it. */
type RequestNumber = { boardId: string; number: number; place?: number | null };

@Injectable()
export class RequestsRepository {
  private readonly single = new Together((workspaceId, rows: RequestNumber[]) =>
    this.findEach(workspaceId, rows),
  );

  constructor(private readonly pool: Pool) {}

  /** Requests of any boards of a workspace, added to their rows, in order. One that has gone is left out. */
  async findAll<Row extends RequestNumber>(
    workspaceId: string,
    rows: readonly Row[],
  ): Promise<(Row & StoredRequest)[]> {
    if (rows.length === 0) return [];
    const found = await this.findEach(workspaceId, rows);
    return rows.flatMap((row, at) => {
      const request = found[at];
      return request ? [{ ...row, ...request }] : [];
    });
  }

  find({ workspaceId, boardId }: BoardIds, number: number): Promise<StoredRequest | null> {
    return this.single.ask(workspaceId, { boardId, number });
  }

  /** The request with an external id of a program. */
  async findExternal({ workspaceId, boardId }: BoardIds, externalId: string): Promise<StoredRequest | null> {
    const { rows } = await this.pool.query<{ number: number }>({
      name: 'request-by-external-id',
      text: 'SELECT r.number FROM requests r WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.external_id = $3',
      values: [workspaceId, boardId, externalId],
    });
    return rows[0] ? this.find({ workspaceId, boardId }, rows[0].number) : null;
  }

  /** The request as the transaction sees it. */
  async findIn(tx: Tx, board: BoardIds, number: number): Promise<StoredRequest | null> {
    const [request] = await this.findAllIn(tx, board, [number]);
    return request ?? null;
  }

  /** Several requests as the transaction sees them, by number. */
  async findAllIn(tx: Tx, { workspaceId, boardId }: BoardIds, numbers: number[]): Promise<StoredRequest[]> {
    const boardIds = numbers.map(() => boardId);
    const rows = await tx.$queryRawUnsafe<RequestRow[]>(rowsStatement, workspaceId, boardIds, numbers, null);
    return rows.map(toStored).toSorted((one, other) => one.facts.number - other.facts.number);
  }

  /** The confirmed addresses of these guests, and whether mail reaches them. A guest whose data was erased has none, nor has one who came with an import. */
  async addressesOf(workspaceId: string, guestIds: string[]): Promise<Map<string, GuestAddress>> {
    if (guestIds.length === 0) return new Map();
    const { rows } = await this.pool.query<GuestAddress & { id: string }>({
      name: 'addresses-of-guests',
      text: `SELECT g.id, g.email, g.undeliverable_at IS NOT NULL AS "isUndeliverable" FROM guests g
              WHERE g.workspace_id = $1 AND g.id = ANY ($2) AND g.erased_at IS NULL
                AND g.email <> weir.erased_address(g.id)`,
      values: [workspaceId, guestIds],
    });
    return new Map(rows.map(({ id, ...address }) => [id, address]));
  }

  /** One for each row; null for a request that has gone. */
  private async findEach(
    workspaceId: string,
    rows: readonly RequestNumber[],
  ): Promise<(StoredRequest | null)[]> {
    const nameOf = ({ boardId, number }: RequestNumber) => `${boardId}/${number}`;
    const found = await this.documents(workspaceId, rows);
    const byName = new Map(
      found.map((request) => [nameOf({ ...request, number: request.facts.number }), request]),
    );
    return rows.map((row) => byName.get(nameOf(row)) ?? null);
  }

  private async documents(workspaceId: string, rows: readonly RequestNumber[]): Promise<StoredRequest[]> {
    const places = rows.map(({ place }) => place);
    const values = [
      workspaceId,
      rows.map(({ boardId }) => boardId),
      rows.map(({ number }) => number),
      places.includes(undefined) ? null : places,
    ];
    const query = { name: 'request-rows', text: rowsStatement, values };
    return (await this.pool.query<RequestRow>(query)).rows.map(toStored);
  }
}
