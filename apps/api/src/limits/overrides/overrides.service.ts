import { Injectable } from '@nestjs/common';
import type { OverrideLog, PageQuery } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { pageOf, readCursor } from '../../http/cursor.js';
import { ok, type Result } from '../../result.js';
import { OverridesRepository } from './overrides.repository.js';

const entryShape = /^\d{1,18}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The override log: every time that a limit was overridden or exceeded with a warning, for everybody to read. */
@Injectable()
export class OverridesService {
  constructor(private readonly repository: OverridesRepository) {}

  /** Newest first. One command that exceeded several limits is one entry for each of them. */
  async list(access: BoardAccess, { cursor, size = 50 }: PageQuery): Promise<Result<OverrideLog>> {
    const [seq, limitId] = readCursor(cursor, entryShape)?.split(':') ?? [];
    const after = seq && limitId ? { seq, limitId } : null;
    const rows = await this.repository.page(access, { after, size: size + 1 });
    const { items, nextCursor } = pageOf(rows, size, ({ limitId, entry }) => `${entry.seq}:${limitId}`);
    return ok({ items: items.map(({ entry }) => entry), nextCursor });
  }
}
