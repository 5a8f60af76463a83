import { Inject, Injectable } from '@nestjs/common';
import type { Workspace } from '@weir/contract';
import { isTaken } from '../database/errors.js';
import { Database, type Tx } from '../database/prisma.js';
import { ENV, type Env } from '../env.js';
import { conflict } from '../http/problems/refusals.js';
import { Refused } from '../result.js';
import { ofWorkspace, workspaceDocument } from './workspace-document.js';

@Injectable()
export class WorkspacesRepository {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly database: Database,
  ) {}

  async of(
    userId: string,
    { after, size }: { after: string | null; size: number },
    areArchived: boolean,
  ): Promise<(Workspace & { id: string })[]> {
    const memberships = await this.database.membership.findMany({
      where: {
        userId,
        leftAt: null,
        workspace: { archivedAt: areArchived ? { not: null } : null },
        ...(areArchived && { role: 'owner' as const }),
        ...(after && { workspaceId: { gt: after } }),
      },
      select: {
        role: true,
        workspace: { select: { id: true, deleteAt: true, ...ofWorkspace } },
      },
      orderBy: { workspaceId: 'asc' },
      take: size,
    });
    return memberships.map(({ role, workspace: { id, deleteAt, ...workspace } }) => ({
      id,
      ...workspaceDocument(this.env, role, workspace),
      ...deleteAtOf(deleteAt),
    }));
  }

  /** The workspace as a member sees it, archived or not. */
  async ofMember(workspaceId: string, userId: string, tx: Tx = this.database): Promise<Workspace> {
    const { role, workspace } = await tx.membership.findUniqueOrThrow({
      where: { workspaceId_userId: { workspaceId, userId } },
      select: {
        role: true,
        workspace: { select: { deleteAt: true, ...ofWorkspace } },
      },
    });
    return { ...workspaceDocument(this.env, role, workspace), ...deleteAtOf(workspace.deleteAt) };
  }

  /** The id of a workspace, archived or not, that this person owns. */
  async ownedBy(userId: string, slug: string): Promise<string | null> {
    const membership = await this.database.membership.findFirst({
      where: { userId, leftAt: null, role: 'owner', workspace: { slug } },
      select: { workspaceId: true },
    });
    return membership?.workspaceId ?? null;
  }

  async rename(tx: Tx, id: string, name: string): Promise<void> {
    await tx.workspace.update({ where: { id }, data: { name }, select: { id: true } });
  }

  /** The database refuses it while a board is not archived. */
  async archive(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.$queryRaw`SELECT weir.archive_workspace(${id}::uuid, ${now})::text`;
  }

  /** Its deletion is then no longer planned. False once the time for that has come. */
  async restore(tx: Tx, id: string, now: Date): Promise<boolean> {
    const { count } = await tx.workspace.updateMany({
      where: { id, OR: [{ deleteAt: null }, { deleteAt: { gt: now } }] },
      data: { archivedAt: null, deleteAt: null },
    });
    return count === 1;
  }

  /** Refuses a slug that another workspace has, archived ones included. */
  async create(
    tx: Tx,
    { id, slug, name, ownerId, now }: { id: string; slug: string; name: string; ownerId: string; now: Date },
  ): Promise<void> {
    try {
      // A database that is distributed by workspace has no trigger for this row.
      await tx.workspaceSlug.create({ data: { slug, workspaceId: id } });
      await tx.workspace.create({ data: { id, slug, name, createdAt: now } });
    } catch (error) {
      if (isTaken(error, 'slug'))
        throw new Refused(conflict('slug', 'slugTaken', undefined, { key: slug }).refusal);
      throw error;
    }
    await tx.membership.create({ data: { workspaceId: id, userId: ownerId, role: 'owner', joinedAt: now } });
  }
}

function deleteAtOf(at: Date | null): Pick<Workspace, 'deleteAt'> {
  return at ? { deleteAt: at.toISOString() } : {};
}
