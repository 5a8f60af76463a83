import { Injectable } from '@nestjs/common';
import {
  type CreatedInvitation,
  can,
  type Invitation,
  type InvitationList,
  type InvitationPreview,
  type NewInvitation,
  type PageQuery,
  type User,
  type Workspace,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import type { Tx } from '../../database/prisma.js';
import type { Access } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { MembersService } from '../members/members.service.js';
import { UsersRepository } from '../users.repository.js';
import { InvitationTokens } from './invitation-tokens.js';
import { type InvitationRow, InvitationsRepository } from './invitations.repository.js';
import { maskedAddress } from './masked-address.js';

/** An invitation never changes: it is open, and then it is gone. */
const onlyVersion = 1;

const validFor = 7 * 24 * 60 * 60 * 1000;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: InvitationsRepository,
    private readonly members: MembersService,
    private readonly users: UsersRepository,
    private readonly tokens: InvitationTokens,
    private readonly clock: Clock,
  ) {}

  async list({ workspaceId }: Access, { cursor, size = 50 }: PageQuery): Promise<Result<InvitationList>> {
    const page = { after: readCursor(cursor, uuidShape), size: size + 1 };
    return ok(pageOf(await this.repository.open(workspaceId, this.clock.now(), page), size, ({ id }) => id));
  }

  async create(
    access: Access,
    { role, email: address }: NewInvitation,
    key: WriteKey | null,
  ): Promise<Result<CreatedInvitation>> {
    const email = address ?? null;
    const { workspaceId, workspaceSlug, userId, userName } = access;
    const made = await this.writer.write<Invitation>(
      { workspaceId, key, status: 201 },
      async ({ tx, now }) => {
        const id = uuid();
        const expiresAt = new Date(now.getTime() + validFor);
        const row = { workspaceId, id, role, email, createdBy: userId, createdAt: now, expiresAt };
        await this.repository.create(tx, { ...row, tokenHash: this.tokens.hashOf(id) });
        const by = { id: userId, name: userName };
        return ok({ id, role, email, by, createdAt: now.toISOString(), expiresAt: expiresAt.toISOString() });
      },
    );
    if (!made.ok) return made;
    const token = this.tokens.tokenOf(workspaceSlug, made.value.id);
    return { ...made, value: { ...made.value, token, link: this.tokens.linkTo(token) } };
  }

  revoke({ workspaceId }: Access, id: string, version: number | null): Promise<Result<void>> {
    return this.writer.write<void>({ workspaceId, key: null, status: 204 }, async ({ tx, now }) => {
      if (!(await this.repository.revoke(tx, workspaceId, id, now))) return refuse('not-found');
      return refuseStale(version, onlyVersion) ?? ok(undefined);
    });
  }

  /** Shows the address that it is for to the person of that address only. */
  async preview(token: string, userId: string | null): Promise<Result<InvitationPreview>> {
    const open = await this.open(token);
    if (!open.ok) return open;
    const { workspace, role, by, expiresAt, email } = open.value;
    const isTheirs = email !== null && userId !== null && (await this.users.emailOf(userId)) === email;
    return ok({
      workspace: { slug: workspace.slug, name: workspace.name },
      role,
      email: email !== null && !isTheirs ? maskedAddress(email) : email,
      by,
      expiresAt: expiresAt.toISOString(),
    });
  }

  async open(token: string, tx?: Tx): Promise<Result<InvitationRow>> {
    const invitation = await this.repository.byToken(this.tokens.read(token), tx);
    if (!invitation) return refuse('not-found');
    return (await this.isUsable(invitation, this.clock.now(), tx))
      ? ok(invitation)
      : refuse('invitation-invalid');
  }

  join(userId: string, token: string, { version, key }: VersionConditions): Promise<Result<Workspace>> {
    return this.writer.write<Workspace>({ workspaceId: null, key, status: 201 }, async ({ tx, now }) => {
      const { user } = await this.users.me(userId, tx);
      const accepted = await this.accept(tx, token, user, now);
      return (accepted.ok && refuseStale(version, onlyVersion)) || accepted;
    });
  }

  /** Adds the invited person and uses up the invitation. Members keep their role, and the invitation stays valid. */
  async accept(
    tx: Tx,
    token: string,
    user: Pick<User, 'id' | 'email'>,
    now: Date,
  ): Promise<Result<Workspace>> {
    const invitation = await this.repository.byToken(this.tokens.read(token), tx);
    if (!invitation) return refuse('not-found');
    const { workspace, role, email } = invitation;
    const answer = { slug: workspace.slug, name: workspace.name };
    const member = await this.members.find(tx, workspace.id, user.id);
    if (member) return ok({ ...answer, role: member.role });
    if (!(await this.isUsable(invitation, now, tx))) return refuse('invitation-invalid');
    if (email !== null && email !== user.email) {
      return refuse('invitation-invalid', {}, { key: 'otherEmail' });
    }
    if (!(await this.repository.spend(tx, invitation, user.id, now))) return refuse('invitation-invalid');
    await this.members.join(tx, workspace.id, user.id, role, now);
    return ok({ ...answer, role });
  }

  /** Whether it is open, and the person who invited may still do so. */
  private async isUsable(invitation: InvitationRow, now: Date, tx?: Tx): Promise<boolean> {
    const { revokedAt, acceptedAt, expiresAt } = invitation;
    if (revokedAt !== null || acceptedAt !== null || expiresAt <= now) return false;
    const role = await this.repository.roleOfInviter(invitation, tx);
    return role !== null && can(role, 'manageMembers');
  }

  isInvited(tx: Tx, email: string, now: Date): Promise<boolean> {
    return this.repository.isFor(tx, email, now);
  }
}
