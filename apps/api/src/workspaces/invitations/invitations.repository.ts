import { Injectable } from '@nestjs/common';
import {
  allowedRoles,
  type Invitation,
  type InvitationDelivery,
  type Person,
  type Role,
} from '@weir/contract';
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

  /** Null if it was added, else the id of the invitation that its address has already. Calls for one address wait for each other. */
  async create(tx: Tx, row: NewInvitationRow): Promise<string | null> {
    const { workspaceId, email, tokenHash } = row;
    await this.endOld(tx, row);
    const added = await tx.$executeRaw`
      INSERT INTO invitations (workspace_id, id, token_hash, role, email, created_by, created_at, expires_at)
      VALUES (${workspaceId}::uuid, ${row.id}::uuid, ${new Uint8Array(tokenHash)}, ${row.role}::role, ${email},
              ${row.createdBy}::uuid, ${row.createdAt}, ${row.expiresAt})
          ON CONFLICT (workspace_id, email) WHERE revoked_at IS NULL AND accepted_at IS NULL DO NOTHING`;
    if (added === 1) return null;
    const where = { workspaceId, email, revokedAt: null, acceptedAt: null };
    return (await tx.invitation.findFirstOrThrow({ where, select: { id: true } })).id;
  }

  /** Revokes an invitation for the address that can't be used any more: it has expired, or its inviter may no longer invite. */
  private async endOld(tx: Tx, { workspaceId, email, createdAt }: NewInvitationRow): Promise<void> {
    if (email === null) return;
    const inviters = [...allowedRoles.manageMembers];
    await tx.$executeRaw`
      UPDATE invitations i SET revoked_at = ${createdAt}
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.email = ${email} AND i.revoked_at IS NULL AND i.accepted_at IS NULL
         AND (i.expires_at <= ${createdAt}
              OR NOT EXISTS (SELECT FROM memberships m
                              WHERE m.workspace_id = i.workspace_id AND m.user_id = i.created_by AND m.left_at IS NULL
                                AND m.role::text = ANY (${inviters}::text[])))`;
  }

  /** Whether a member has this address. */
  async isMembers(tx: Tx, workspaceId: string, email: string): Promise<boolean> {
    return (await tx.membership.count({ where: { workspaceId, leftAt: null, user: { email } } })) > 0;
  }

  /** Oldest first. */
  async open(
    workspaceId: string,
    now: Date,
    { after, size }: { after: string | null; size: number },
  ): Promise<Invitation[]> {
    const rows = await this.database.invitation.findMany({
      where: { workspaceId, ...isOpen(now), ...(after && { id: { gt: after } }) },
      include: { mails: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1 } },
      orderBy: { id: 'asc' },
      take: size,
    });
    const people = await this.people(rows.map(({ createdBy }) => createdBy));
    return rows.map(({ mails: [mail], createdBy, ...row }) => ({
      ...shownOf(row, people.get(createdBy) ?? null),
      delivery: mail ? deliveryOf(mail) : null,
    }));
  }

  /** As its inviter sees it. */
  async find(tx: Tx, workspaceId: string, id: string) {
    const where = { workspaceId_id: { workspaceId, id } };
    const { createdBy, ...row } = await tx.invitation.findUniqueOrThrow({ where });
    return shownOf(row, (await this.people([createdBy], tx)).get(createdBy) ?? null);
  }

  async byId(workspaceId: string, id: string): Promise<InvitationRow | null> {
    return this.rowOf(this.database, { workspaceId, id });
  }

  async byToken(
    { slug, hash }: { slug: string; hash: Buffer },
    tx: Tx = this.database,
  ): Promise<InvitationRow | null> {
    const where = { workspace: { slug, archivedAt: null }, tokenHash: new Uint8Array(hash) };
    return this.rowOf(tx, where);
  }

  private async rowOf(tx: Tx, where: Prisma.InvitationWhereInput): Promise<InvitationRow | null> {
    const row = await tx.invitation.findFirst({
      where,
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

type ShownRow = { id: string; role: Role; email: string | null; createdAt: Date; expiresAt: Date };

function shownOf({ id, role, email, createdAt, expiresAt }: ShownRow, by: Person | null) {
  return {
    id,
    role,
    email,
    by,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

type MailRow = { at: Date; sentAt: Date | null; failedAt: Date | null; error: string | null };

function deliveryOf({ at, sentAt, failedAt, error }: MailRow): InvitationDelivery {
  if (sentAt) return { state: 'sent', at: sentAt.toISOString(), reason: null };
  if (!failedAt) return { state: 'waiting', at: at.toISOString(), reason: error };
  // 5xx: the mail server takes no mail for this address (RFC 5321, 4.2.1).
  const state = /^5\d\d\b/.test(error ?? '') ? 'bounced' : 'failed';
  return { state, at: failedAt.toISOString(), reason: error };
}
