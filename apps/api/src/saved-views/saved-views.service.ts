import { Injectable } from '@nestjs/common';
import {
  can,
  type NewSavedView,
  type SavedView,
  type SavedViewChange,
  type SavedViewList,
} from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict } from '../http/problems/refusals.js';
import { ok, type Refusal, type Result, refuse } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { SavedViewsRepository } from './saved-views.repository.js';

const nameTaken = conflict('name', 'viewNameTaken');

/**
 * Saved views of a board's page. They are not part of the board, so they have no events, and they are read when somebody
 * opens the list.
 */
@Injectable()
export class SavedViewsService {
  constructor(
    private readonly repository: SavedViewsRepository,
    private readonly writer: WorkspaceWriter,
  ) {}

  async list(access: BoardAccess): Promise<Result<SavedViewList>> {
    return ok({ items: await this.repository.list(access) });
  }

  add(
    access: BoardAccess,
    { shared = false, ...values }: NewSavedView,
    key: WriteKey | null,
  ): Promise<Result<SavedView>> {
    return this.write(access, { key, status: 201 }, async (tx, views, now) => {
      if (shared && !can(access.role, 'manageBoards')) return refuse('not-allowed');
      if (isTaken(views, { shared, ...values })) return nameTaken;
      const view = { id: uuid(), ...values, shared };
      await this.repository.add(tx, access, view, now);
      return ok(view);
    });
  }

  /** Why the caller may not change a view; null if they may, and for a missing view: the call may be a retry. */
  async refusalOfChange(access: BoardAccess, id: string): Promise<Refusal | null> {
    const view = (await this.repository.list(access)).find((each) => each.id === id.toLowerCase());
    return view && !mayChange(access, view) ? { code: 'not-allowed' } : null;
  }

  change(
    access: BoardAccess,
    id: string,
    change: SavedViewChange,
    key: WriteKey | null,
  ): Promise<Result<SavedView>> {
    return this.write(access, { key }, async (tx, views) => {
      const view = views.find((each) => each.id === id);
      if (!view) return refuse('not-found');
      if (!mayChange(access, view)) return refuse('not-allowed');
      const changed = { ...view, ...change };
      const others = views.filter((each) => each !== view);
      if (isTaken(others, changed)) return nameTaken;
      await this.repository.change(tx, access, id, change);
      return ok(changed);
    });
  }

  remove(access: BoardAccess, id: string, key: WriteKey | null): Promise<Result<void>> {
    return this.write<void>(access, { key, status: 204 }, async (tx, views) => {
      const view = views.find((each) => each.id === id);
      if (!view) return refuse('not-found');
      if (!mayChange(access, view)) return refuse('not-allowed');
      await this.repository.remove(tx, access, id);
      return ok(undefined);
    });
  }

  /** Works under the board's clock, with the views that the caller sees. 409 for an archived board. */
  private write<T>(
    access: BoardAccess,
    options: { key: WriteKey | null; status?: number },
    work: (tx: Tx, views: SavedView[], now: Date) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { workspaceId } = access;
    return this.writer.write<T>({ workspaceId, ...options }, async ({ tx, now }) => {
      if (!(await this.repository.lock(tx, access))) return refuse('board-archived');
      return work(tx, await this.repository.list(access, tx), now);
    });
  }
}

const mayChange = ({ role }: BoardAccess, { shared }: SavedView) => !shared || can(role, 'manageBoards');

function isTaken(views: readonly SavedView[], { name, shared }: Pick<SavedView, 'name' | 'shared'>): boolean {
  return views.some((each) => each.shared === shared && isSameName(each.name, name));
}
