import { Injectable } from '@nestjs/common';
import type { BoardDeletion } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { noWorkspace } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { BoardDeletionRepository } from './deletion.repository.js';

/**
 * An owner or a manager deletes an archived board. It is purged 30 days later (see prisma/sql/commands/delete-board.sql); until then it
 * can be kept or restored.
 */
@Injectable()
export class BoardDeletionService {
  constructor(
    private readonly repository: BoardDeletionRepository,
    private readonly writer: BoardWriter,
    private readonly wakeups: Wakeups,
  ) {}

  async read(access: BoardAccess): Promise<Result<BoardDeletion>> {
    return ok(await this.repository.read(access));
  }

  async plan(access: BoardAccess, name: string, conditions: BoardConditions): Promise<Result<BoardDeletion>> {
    const options = { ...conditions, archived: true, lock: { board: true } };
    const planned = await this.writer.write<BoardDeletion>(access, options, async ({ tx, now, record }) => {
      const before = await this.repository.find(tx, access);
      if (name.trim() !== before.name) return invalid('name', 'otherBoardName');
      const deleteAt = await this.repository.plan(tx, access, now);
      if (!before.deleteAt)
        record('board.changed', [{ board: access.boardKey, from: { deleteAt: null }, to: { deleteAt } }]);
      return ok(await this.repository.read(access, tx));
    });
    // The mails are about accounts.
    if (planned.ok) this.wakeups.wake(noWorkspace, noWorkspace);
    return planned;
  }

  /** 404 once the board is purged. */
  cancel(access: BoardAccess, conditions: BoardConditions): Promise<Result<BoardDeletion>> {
    const options = { ...conditions, archived: true, lock: { board: true } };
    return this.writer.write<BoardDeletion>(access, options, async ({ tx, record }) => {
      const { deleteAt } = await this.repository.find(tx, access);
      if (deleteAt) {
        await this.repository.cancel(tx, access);
        const from = { deleteAt: deleteAt.toISOString() };
        record('board.changed', [{ board: access.boardKey, from, to: { deleteAt: null } }]);
      }
      return ok(await this.repository.read(access, tx));
    });
  }
}
