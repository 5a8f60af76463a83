import { Inject, Injectable } from '@nestjs/common';
import type { NewWorkspace, PageQuery, Workspace, WorkspaceChange, WorkspaceList } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../database/prisma.js';
import { ENV, type Env } from '../env.js';
import type { Access } from '../http/access/caller.js';
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

  list(userId: string, page: PageQuery): Promise<Result<WorkspaceList>> {
    return this.page(userId, page, false);
  }

  listArchived(userId: string, page: PageQuery): Promise<Result<WorkspaceList>> {
    return this.page(userId, page, true);
  }

  private async page(
    userId: string,
    { cursor, size = 50 }: PageQuery,
    areArchived: boolean,
  ): Promise<Result<WorkspaceList>> {
    const after = { after: readCursor(cursor, uuidShape), size: size + 1 };
    const rows = await this.repository.of(userId, after, areArchived);
    const { items, nextCursor } = pageOf(rows, size, ({ id }) => id);
    return ok({ items: items.map(({ id: _, ...workspace }) => workspace), nextCursor });
  }

  create(userId: string, { slug, name }: NewWorkspace, key: WriteKey | null): Promise<Result<Workspace>> {
    return this.writer.write<Workspace>(
      { workspaceId: null, key, by: userId, status: 201 },
      async ({ tx, now }) => {
        if (!(await this.mayCreate(tx, userId))) {
          return refuse('not-allowed', {}, { key: 'onlyFirstAccount' });
        }
        await this.repository.create(tx, { id: uuid(), slug, name, ownerId: userId, now });
        return ok({ slug, name, role: 'owner' });
      },
    );
  }

  async read({ workspaceId, userId }: Access): Promise<Result<Workspace>> {
    return ok(await this.repository.ofMember(workspaceId, userId));
  }

  rename(access: Access, { name }: WorkspaceChange, key: WriteKey | null): Promise<Result<Workspace>> {
    const { workspaceId, userId } = access;
    return this.writer.write<Workspace>({ workspaceId, key, by: userId }, async ({ tx }) => {
      await this.repository.rename(tx, workspaceId, name);
      return ok(await this.repository.ofMember(workspaceId, userId, tx));
    });
  }

  archive(access: Access, key: WriteKey | null): Promise<Result<Workspace>> {
    const { workspaceId, userId } = access;
    return this.writer.write<Workspace>({ workspaceId, key, by: userId }, async ({ tx, now }) => {
      await this.repository.archive(tx, workspaceId, now);
      return ok(await this.repository.ofMember(workspaceId, userId, tx));
    });
  }

  /** 404 for everyone but its owners, as for a workspace that does not exist. Restoring it again changes nothing. */
  async restore(userId: string, slug: string, key: WriteKey | null): Promise<Result<Workspace>> {
    const workspaceId = await this.repository.ownedBy(userId, slug);
    if (!workspaceId) return refuse('not-found');
    return this.writer.write<Workspace>({ workspaceId, key, by: userId }, async ({ tx, now }) => {
      if (!(await this.repository.restore(tx, workspaceId, now))) return refuse('not-found');
      return ok(await this.repository.ofMember(workspaceId, userId, tx));
    });
  }

  /** Anyone where sign-up is open; elsewhere only the first account. */
  private async mayCreate(tx: Tx, userId: string): Promise<boolean> {
    return this.env.WEIR_SIGNUP === 'open' || (await this.users.first(tx)) === userId;
  }
}
