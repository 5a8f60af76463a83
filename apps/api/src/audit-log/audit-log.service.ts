import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { AuditEntry, AuditFilters, AuditLog, AuditQuery } from '@weir/contract';
import { Clock } from '../clock.js';
import type { Access } from '../http/access/caller.js';
import { csvOf } from '../http/csv.js';
import { cursorOf, readCursor } from '../http/cursor.js';
import { ok, type Result } from '../result.js';
import { AuditLogRepository, type AuditPage, type AuditPlace } from './audit-log.repository.js';

const rowsAtOnce = 500;
const columns = ['at', 'actor', 'actorId', 'board', 'event', 'type', 'changes'] as const;

export type AuditFile = { name: string; csv: Readable };

/** The log of a workspace and those of its boards, as one. */
@Injectable()
export class AuditLogService {
  constructor(
    private readonly repository: AuditLogRepository,
    private readonly clock: Clock,
  ) {}

  async read(
    { workspaceId }: Access,
    { cursor, size = 50, ...filters }: AuditQuery,
  ): Promise<Result<AuditLog>> {
    const { items, next } = await this.page(workspaceId, filters, placeIn(cursor), size);
    return ok({ items, nextCursor: next && cursorOf(`${next.at}_${next.boardId}_${next.seq}_${next.id}`) });
  }

  /** Read and written in batches, so that the memory does not grow with the log. */
  file({ workspaceId, workspaceSlug }: Access, filters: AuditFilters): AuditFile {
    const csv = Readable.from(this.written(workspaceId, filters), { objectMode: false });
    return { name: `${workspaceSlug}-audit-log-${this.clock.now().toISOString().slice(0, 10)}.csv`, csv };
  }

  private async *written(workspaceId: string, filters: AuditFilters) {
    yield csvOf([], { bom: true, columns: [...columns], header: true });
    let after: AuditPlace | null = null;
    do {
      const { items, next }: AuditPage = await this.page(workspaceId, filters, after, rowsAtOnce);
      if (items.length > 0) yield csvOf(items.map(rowOf), { columns: [...columns] });
      after = next;
    } while (after);
  }

  private async page(
    workspaceId: string,
    filters: AuditFilters,
    after: AuditPlace | null,
    size: number,
  ): Promise<AuditPage> {
    if (filters.board === undefined)
      return this.repository.page(workspaceId, { ...filters, boardId: null }, after, size);
    const boardId = await this.repository.boardId(workspaceId, filters.board);
    // No such board has had no events.
    if (boardId === null) return { items: [], next: null };
    return this.repository.page(workspaceId, { ...filters, boardId }, after, size);
  }
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const placeShape = new RegExp(
  `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z_${uuid}_\\d{1,15}_${uuid}$`,
);

function placeIn(cursor: string | undefined): AuditPlace | null {
  const [at, boardId, seq, id] = readCursor(cursor, placeShape)?.split('_') ?? [];
  return at && boardId && seq && id ? { at, boardId, seq, id } : null;
}

function rowOf({ board, event }: AuditEntry): Record<(typeof columns)[number], string | number> {
  return {
    at: event.at,
    actor: event.actor?.name ?? '',
    actorId: event.actor?.id ?? '',
    board: board?.key ?? '',
    event: 'seq' in event ? event.seq : event.id,
    type: event.type,
    changes: JSON.stringify('changes' in event ? event.changes : event.change),
  };
}
