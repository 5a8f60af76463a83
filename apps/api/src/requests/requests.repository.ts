import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import type { Tx } from '../database/prisma.js';
import type { Asked, RequestFacts } from './request-document.js';

/** Requests by their boards $2 and numbers $3, pair by pair, as JSON. */
const documents = `
  SELECT d.board_id AS "boardId", d.id, d.requester_id AS "requesterId", d.guest_id AS "guestId",
         d.watcher_ids AS "watcherIds", d.facts
    FROM weir.request_documents($1::uuid, $2::uuid[], $3::int[]) d`;

@Injectable()
export class RequestsRepository {
  constructor(private readonly pool: Pool) {}

  /** Requests of any boards of a workspace, each with what else is known of it, in their order; one that has gone is left out. */
  async named<Row extends { boardId: string; number: number }>(
    workspaceId: string,
    rows: readonly Row[],
  ): Promise<(Row & Asked)[]> {
    if (rows.length === 0) return [];
    const { boardIds, numbers } = pairs(rows);
    const found = await this.documents([workspaceId, boardIds, numbers]);
    const known = new Map(found.map((asked) => [`${asked.boardId}/${asked.facts.number}`, asked]));
    return rows.flatMap((row) => {
      const asked = known.get(`${row.boardId}/${row.number}`);
      return asked ? [{ ...row, ...asked }] : [];
    });
  }

  async find({ workspaceId, boardId }: BoardIds, number: number): Promise<Asked | null> {
    const [asked] = await this.documents([workspaceId, [boardId], [number]]);
    return asked ?? null;
  }

  /** As `find`, of what the transaction sees. */
  async findIn(tx: Tx, { workspaceId, boardId }: BoardIds, number: number): Promise<Asked | null> {
    const [asked] = await tx.$queryRawUnsafe<Asked[]>(documents, workspaceId, [boardId], [number]);
    return asked ?? null;
  }

  /** As `findIn`, of several, by their numbers. */
  async findAllIn(tx: Tx, { workspaceId, boardId }: BoardIds, numbers: number[]): Promise<Asked[]> {
    const boardIds = numbers.map(() => boardId);
    const found = await tx.$queryRawUnsafe<Asked[]>(documents, workspaceId, boardIds, numbers);
    return found.toSorted((one, other) => one.facts.number - other.facts.number);
  }

  /** Refuses as at the door, by an exception that ends the write: a class that the gate lets in, a day that may come. */
  async checkChange(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    to: Partial<Pick<RequestFacts, 'classOfService' | 'neededBy'>>,
    now: Date,
  ): Promise<void> {
    const { classOfService = null, neededBy = null } = to;
    await tx.$queryRaw`
      SELECT weir.enforce_gate(i, weir.gate_at(i, ${now}), ${classOfService}::class_of_service)::text,
             weir.check_needed_by(i, ${neededBy}::date, ${now})::text
        FROM intakes i WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid`;
  }

  async change(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    to: Partial<Pick<RequestFacts, 'title' | 'description' | 'classOfService' | 'neededBy'>>,
  ): Promise<void> {
    const { title = null, description = null, classOfService = null, neededBy = null } = to;
    await tx.$executeRaw`
      UPDATE requests
         SET title = coalesce(${title}, title), description = coalesce(${description}, description),
             class_of_service = coalesce(${classOfService}::class_of_service, class_of_service),
             needed_by = CASE WHEN ${to.neededBy !== undefined} THEN ${neededBy}::date ELSE needed_by END,
             version = version + 1
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }

  private async documents(values: [string, string[], number[]]): Promise<Asked[]> {
    return (await this.pool.query<Asked>({ name: 'request-documents', text: documents, values })).rows;
  }
}

function pairs(rows: readonly { boardId: string; number: number }[]) {
  return { boardIds: rows.map(({ boardId }) => boardId), numbers: rows.map(({ number }) => number) };
}
