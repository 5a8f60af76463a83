import { Injectable } from '@nestjs/common';
import type { Member, MemberAssignments, Role, UserKind } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';

const shown = {
  version: true,
  role: true,
  joinedAt: true,
  user: { select: { id: true, name: true, kind: true, email: true } },
} as const;
type Row = {
  version: number;
  role: Role;
  joinedAt: Date;
  user: { id: string; name: string; kind: UserKind; email: string | null };
};

const next = { version: { increment: 1 } };

@Injectable()
export class MembersRepository {
  constructor(private readonly database: Database) {}

  /** Ordered by id, which is the order in which the accounts were created. */
  async list(
    workspaceId: string,
    { after, size, kind }: { after: string | null; size: number; kind?: UserKind | undefined },
  ): Promise<Member[]> {
    const rows = await this.database.membership.findMany({
      where: {
        workspaceId,
        leftAt: null,
        ...(after && { userId: { gt: after } }),
        ...(kind && { user: { kind } }),
      },
      select: shown,
      orderBy: { userId: 'asc' },
      take: size,
    });
    return rows.map(memberOf);
  }

  async find(tx: Tx, workspaceId: string, userId: string): Promise<Member | null> {
    const row = await tx.membership.findFirst({
      where: { workspaceId, userId, leftAt: null },
      select: shown,
    });
    return row && memberOf(row);
  }

  /** What `LeavingRepository` would unassign now; null for people who are not members. */
  async held(workspaceId: string, userId: string): Promise<MemberAssignments | null> {
    const [row] = await this.database.$queryRaw<MemberAssignments[]>`
      SELECT (SELECT count(*)::int
                FROM card_assignees a
                JOIN cards c ON (c.workspace_id, c.board_id, c.id) = (a.workspace_id, a.board_id, a.card_id)
               WHERE a.workspace_id = m.workspace_id AND a.user_id = m.user_id AND c.delivered_at IS NULL) AS cards,
             (SELECT coalesce(jsonb_agg(jsonb_build_object('board', l.board, 'max', l.max) ORDER BY l.name, l.id), '[]')
                FROM (SELECT w.id, b.name, w.max, jsonb_build_object('key', b.key, 'name', b.name) AS board
                        FROM wip_limits w
                        JOIN boards b ON b.workspace_id = w.workspace_id AND b.id = w.board_id
                       WHERE w.workspace_id = m.workspace_id AND w.user_id = m.user_id
                       UNION ALL
                      SELECT p.id, NULL, p.max, NULL
                        FROM person_limits p
                       WHERE p.workspace_id = m.workspace_id AND p.user_id = m.user_id) l) AS limits,
             (SELECT count(*)::int
                FROM requests r
               WHERE r.workspace_id = m.workspace_id AND r.requester_id = m.user_id AND r.answered_at IS NULL) AS requests
        FROM memberships m
       WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ${userId}::uuid AND m.left_at IS NULL`;
    return row ?? null;
  }

  countOwners(tx: Tx, workspaceId: string): Promise<number> {
    return tx.membership.count({ where: { workspaceId, role: 'owner', leftAt: null } });
  }

  async setRole(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<void> {
    await tx.membership.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { role, ...next },
    });
  }

  async leave(tx: Tx, workspaceId: string, userId: string, leftAt: Date): Promise<void> {
    await tx.membership.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { leftAt, ...next },
    });
  }

  /** Adds a new member, or one who left before. */
  async join(tx: Tx, workspaceId: string, userId: string, role: Role, joinedAt: Date): Promise<void> {
    await tx.membership.upsert({
      where: { workspaceId_userId: { workspaceId, userId } },
      create: { workspaceId, userId, role, joinedAt },
      update: { role, joinedAt, leftAt: null, ...next },
    });
  }
}

function memberOf({ version, role, joinedAt, user }: Row): Member {
  return { ...user, version, role, joinedAt: joinedAt.toISOString() };
}
