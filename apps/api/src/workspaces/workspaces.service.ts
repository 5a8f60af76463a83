import { Inject, Injectable } from '@nestjs/common';
import type { NewWorkspace, PageQuery, Workspace, WorkspaceList } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../database/prisma.js';
import { ENV, type Env } from '../env.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { ok, type Result, refuse } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { UsersRepository } from './users.repository.js';
import { WorkspacesRepository } from './workspaces.repository.js';

@Injectable()
export class WorkspacesService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly writer: WorkspaceWriter,
    private readonly repository: WorkspacesRepository,
    private readonly users: UsersRepository,
  ) {}

  async list(userId: string, { cursor, size = 50 }: PageQuery): Promise<Result<WorkspaceList>> {
    const rows = await this.repository.of(userId, { after: readCursor(cursor, uuidShape), size: size + 1 });
    const { items, nextCursor } = pageOf(rows, size, ({ id }) => id);
    return ok({ items: items.map(({ id: _, ...workspace }) => workspace), nextCursor });
  }

  create(userId: string, { slug, name }: NewWorkspace, key: WriteKey | null): Promise<Result<Workspace>> {
    return this.writer.write<Workspace>({ workspaceId: null, key, status: 201 }, async ({ tx, now }) => {
      if (!(await this.mayCreate(tx, userId))) {
        return refuse('not-allowed', {}, { key: 'onlyFirstAccount' });
      }
      await this.repository.create(tx, { id: uuid(), slug, name, ownerId: userId, now });
      return ok({ slug, name, role: 'owner' });
    });
  }

  /** Anyone where sign-up is open; elsewhere only the first account. */
  private async mayCreate(tx: Tx, userId: string): Promise<boolean> {
    return this.env.WEIR_SIGNUP === 'open' || (await this.users.first(tx)) === userId;
  }
}
