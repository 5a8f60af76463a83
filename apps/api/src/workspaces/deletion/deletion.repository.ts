import { Injectable } from '@nestjs/common';
import type { WorkspaceContent } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';

/** An archived workspace of an owner. */
export type OwnedArchive = { id: string; name: string };

@Injectable()
export class WorkspaceDeletionRepository {
  constructor(private readonly database: Database) {}

  /** Null for a workspace that is open, gone or not theirs. */
  async find(userId: string, slug: string, now: Date): Promise<OwnedArchive | null> {
    const where = { slug, archivedAt: { not: null }, OR: [{ deleteAt: null }, { deleteAt: { gt: now } }] };
    const membership = await this.database.membership.findFirst({
      where: { userId, leftAt: null, role: 'owner', workspace: where },
      select: { workspace: { select: { id: true, name: true } } },
    });
    return membership?.workspace ?? null;
  }

  async content(workspaceId: string): Promise<WorkspaceContent> {
    const [content] = await this.database.$queryRaw<WorkspaceContent[]>`
      SELECT (SELECT count(*)::int FROM boards b      WHERE b.workspace_id = w.id) AS boards,
             (SELECT count(*)::int FROM cards c       WHERE c.workspace_id = w.id) AS cards,
             (SELECT count(*)::int FROM requests r    WHERE r.workspace_id = w.id) AS requests,
             (SELECT count(*)::int FROM cards c       WHERE c.workspace_id = w.id AND c.request_id IS NOT NULL
                                                        AND c.delivered_at IS NULL) AS undelivered,
             (SELECT count(*)::int FROM attachments a WHERE a.workspace_id = w.id) AS attachments,
             (SELECT count(*)::int FROM memberships m WHERE m.workspace_id = w.id AND m.left_at IS NULL) AS members,
             (SELECT count(*)::int FROM guests g      WHERE g.workspace_id = w.id) AS guests
        FROM workspaces w
       WHERE w.id = ${workspaceId}::uuid`;
    return content as WorkspaceContent;
  }

  /** Returns whether the workspace is archived. The database refuses it while requests wait. */
  async plan(tx: Tx, workspaceId: string, now: Date): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ at: Date | null }[]>`
      SELECT weir.plan_workspace_deletion(${workspaceId}::uuid, ${now}) AS at`;
    return row?.at != null;
  }

  /** Returns whether it was not too late. */
  async cancel(tx: Tx, workspaceId: string, now: Date): Promise<boolean> {
    const { count } = await tx.workspace.updateMany({
      where: { id: workspaceId, OR: [{ deleteAt: null }, { deleteAt: { gt: now } }] },
      data: { deleteAt: null },
    });
    return count === 1;
  }
}
