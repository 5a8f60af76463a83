import { Injectable } from '@nestjs/common';
import { allowedRoles, type Invitation, type Person, type Role } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import { Database, type Tx } from '../../database/prisma.js';

export type InvitationRow = {
  workspaceId: string;
  id: string;
  role: Role;
  email: string | null;
  createdBy: string;
  expiresAt: Date;
  revokedAt: Date | null;
  acceptedAt: Date | null;
  workspace: { id: string; slug: string; name: string };
  by: Person | null;
};
type NewInvitationRow = {
  workspaceId: string;
  id: string;
  tokenHash: Buffer;
  role: Role;
  email: string | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
};

const isOpen = (now: Date) => ({ revokedAt: null, acceptedAt: null, expiresAt: { gt: now } });

@Injectable()
export class InvitationsRepository {
  constructor(private readonly database: Database) {}

  async create(tx: Tx, { tokenHash, ...row }: NewInvitationRow): Promise<void> {
    await tx.invitation.create({ data: { ...row, tokenHash: new Uint8Array(tokenHash) } });
  }

  /** Oldest first. */
  async open(
    workspaceId: string,
    now: Date,
    { after, size }: { after: string | null; size: number },
  ): Promise<Invitation[]> {
    const rows = await this.database.invitation.findMany({
      where: { workspaceId, ...isOpen(now), ...(after && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: size,
    });
    const people = await this.people(rows.map(({ createdBy }) => createdBy));
    return rows.map(({ id, role, email, createdBy, createdAt, expiresAt }) => ({
      id,
      role,
      email,
      by: people.get(createdBy) ?? null,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
  }

  async byToken(
    { slug, hash }: { slug: string; hash: Buffer },
    tx: Tx = this.database,
  ): Promise<InvitationRow | null> {
    const row = await tx.invitation.findFirst({
      where: { workspace: { slug, archivedAt: null }, tokenHash: new Uint8Array(hash) },
      include: { workspace: { select: { id: true, slug: true, name: true } } },
    });
    if (!row) return null;
    return { ...row, by: (await this.people([row.createdBy], tx)).get(row.createdBy) ?? null };
  }

  /**
   * The role of the person who invited, now; null where they left. In a transaction their membership is locked, so that
   * they are not removed or demoted while their invitation is used.
   */
  async roleOfInviter({ workspace, createdBy }: InvitationRow, tx?: Tx): Promise<Role | null> {
    const lock = tx ? Prisma.sql`FOR SHARE` : Prisma.empty;
    const [inviter] = await (tx ?? this.database).$queryRaw<{ role: Role }[]>`
      SELECT m.role
        FROM memberships m
       WHERE m.workspace_id = ${workspace.id}::uuid AND m.user_id = ${createdBy}::uuid AND m.left_at IS NULL
       ${lock}`;
    return inviter?.role ?? null;
  }

  /** False where another person used it first, or where it was revoked meanwhile. */
  async spend(tx: Tx, { id, workspace }: InvitationRow, userId: string, now: Date): Promise<boolean> {
    const where = { workspaceId: workspace.id, id, ...isOpen(now) };
    const { count } = await tx.invitation.updateMany({
      where,
      data: { acceptedAt: now, acceptedBy: userId },
    });
    return count === 1;
  }

  async revoke(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
    const where = { workspaceId, id, revokedAt: null, acceptedAt: null };
    const { count } = await tx.invitation.updateMany({ where, data: { revokedAt: now } });
    return count === 1;
  }

  /** Only invitations that can be used count: their inviter may still invite, and their workspace is there. */
  async isFor(tx: Tx, email: string, now: Date): Promise<boolean> {
    const inviters = [...allowedRoles.manageMembers];
    const [found] = await tx.$queryRaw<unknown[]>`
      SELECT 1
        FROM invitations i
        JOIN workspaces w  ON w.id = i.workspace_id AND w.archived_at IS NULL
        JOIN memberships m ON m.workspace_id = i.workspace_id AND m.user_id = i.created_by AND m.left_at IS NULL
       WHERE i.email = ${email}
         AND i.revoked_at IS NULL AND i.accepted_at IS NULL AND i.expires_at > ${now}
         AND m.role::text = ANY (${inviters}::text[])
       LIMIT 1`;
    return found !== undefined;
  }

  private async people(ids: string[], tx: Tx = this.database): Promise<Map<string, Person>> {
    const people = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    return new Map(people.map((person) => [person.id, person]));
  }
}
