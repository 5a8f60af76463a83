import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import type { Tx } from '../database/prisma.js';
import { Together } from '../database/together.js';
import type { StoredRequest } from './request-document.js';

/** Requests by their boards $2 and numbers $3, pair by pair, as JSON. */
const documentsStatement = `
  SELECT d.board_id AS "boardId", d.id, d.requester_id AS "requesterId", d.guest_id AS "guestId",
         d.watcher_ids AS "watcherIds", d.facts
    FROM weir.request_documents($1::uuid, $2::uuid[], $3::int[]) d`;

type GuestAddress = { email: string; isUndeliverable: boolean };
type RequestNumber = { boardId: string; number: number };

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

  /** The request as the transaction sees it. */
  async findIn(tx: Tx, board: BoardIds, number: number): Promise<StoredRequest | null> {
    const [request] = await this.findAllIn(tx, board, [number]);
    return request ?? null;
  }

  /** Several requests as the transaction sees them, by number. */
  async findAllIn(tx: Tx, { workspaceId, boardId }: BoardIds, numbers: number[]): Promise<StoredRequest[]> {
    const boardIds = numbers.map(() => boardId);
    const found = await tx.$queryRawUnsafe<StoredRequest[]>(
      documentsStatement,
      workspaceId,
      boardIds,
      numbers,
    );
    return found.toSorted((one, other) => one.facts.number - other.facts.number);
  }

  /** The confirmed addresses of these guests, and whether mail reaches them. A guest whose data was erased has none. */
  async addressesOf(workspaceId: string, guestIds: string[]): Promise<Map<string, GuestAddress>> {
    if (guestIds.length === 0) return new Map();
    const { rows } = await this.pool.query<GuestAddress & { id: string }>({
      name: 'addresses-of-guests',
      text: `SELECT g.id, g.email, g.undeliverable_at IS NOT NULL AS "isUndeliverable" FROM guests g
              WHERE g.workspace_id = $1 AND g.id = ANY ($2) AND g.erased_at IS NULL`,
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
    const values = [workspaceId, rows.map(({ boardId }) => boardId), rows.map(({ number }) => number)];
    const query = { name: 'request-documents', text: documentsStatement, values };
    return (await this.pool.query<StoredRequest>(query)).rows;
  }
}
