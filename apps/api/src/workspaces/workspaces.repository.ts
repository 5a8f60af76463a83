import { Inject, Injectable } from '@nestjs/common';
import type { Workspace } from '@weir/contract';
import { isTaken } from '../database/errors.js';
import { Database, type Tx } from '../database/prisma.js';
import { ENV, type Env } from '../env.js';
import { conflict } from '../http/problems/refusals.js';
import { Refused } from '../result.js';
import { demoSeededAtOf } from './demo/demo-seeded-at.js';

@Injectable()
export class WorkspacesRepository {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly database: Database,
  ) {}

  async of(
    userId: string,
    { after, size }: { after: string | null; size: number },
  ): Promise<(Workspace & { id: string })[]> {
    const memberships = await this.database.membership.findMany({
      where: {
        userId,
        leftAt: null,
        workspace: { archivedAt: null },
        ...(after && { workspaceId: { gt: after } }),
      },
      select: {
        role: true,
        workspace: { select: { id: true, slug: true, name: true, demoSeededAt: true } },
      },
      orderBy: { workspaceId: 'asc' },
      take: size,
    });
    return memberships.map(({ role, workspace: { id, slug, name, demoSeededAt } }) => ({
      id,
      slug,
      name,
      role,
      ...demoSeededAtOf(this.env, demoSeededAt),
    }));
  }

  /** Refuses a slug that another workspace has, archived ones included. */
  async create(
    tx: Tx,
    { id, slug, name, ownerId, now }: { id: string; slug: string; name: string; ownerId: string; now: Date },
  ): Promise<void> {
    try {
      await tx.workspace.create({ data: { id, slug, name, createdAt: now } });
    } catch (error) {
      if (isTaken(error, 'slug'))
        throw new Refused(conflict('slug', 'slugTaken', undefined, { key: slug }).refusal);
      throw error;
    }
    await tx.membership.create({ data: { workspaceId: id, userId: ownerId, role: 'owner', joinedAt: now } });
  }
}
