import { Injectable } from '@nestjs/common';
import {
  type Account,
  type CreatedInvitation,
  can,
  type InvitationList,
  type InvitationPreview,
  type InvitationReceipt,
  type NewInvitation,
  type PageQuery,
  type Workspace,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import type { Tx } from '../../database/prisma.js';
import { AccessService } from '../../http/access/access.service.js';
import type { Access, TokenBearer } from '../../http/access/caller.js';
import { refuseOwnership } from '../../http/access/scopes.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { InvitationTokens } from '../../http/invitation-tokens.js';
import { conflict, refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { KeptAnswers } from '../../writes/kept-answers.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { MembersService } from '../members/members.service.js';
import { UsersRepository } from '../users.repository.js';
import { InvitationMails } from './invitation-mails.repository.js';
import { type InvitationRow, InvitationsRepository } from './invitations.repository.js';
import { maskedAddress } from './masked-address.js';

/** An invitation never changes: it is open, and then it is gone. */
const onlyVersion = 1;

const validFor = 7 * 24 * 60 * 60 * 1000;

/** What the link of an invitation has: the proof only if it was mailed. */
export type InvitationLink = { token: string; proof?: string | undefined };
type MadeInvitation = Omit<CreatedInvitation, 'token' | 'link' | 'mailed'>;
type Joiner = Pick<Account, 'id' | 'email' | 'emailVerified'>;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly kept: KeptAnswers,
    private readonly repository: InvitationsRepository,
    private readonly members: MembersService,
    private readonly users: UsersRepository,
    private readonly tokens: InvitationTokens,
    private readonly mails: InvitationMails,
    private readonly access: AccessService,
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
    const refused = refuseOwnership(access, role);
    if (refused) return refused;
    const email = address ?? null;
    const { workspaceId, workspaceSlug, userId } = access;
    const made = await this.writer.write<MadeInvitation>(
      { workspaceId, key, by: userId, status: 201 },
      async ({ tx, now }) => {
        if (email !== null && (await this.repository.isMembers(tx, workspaceId, email)))
          return conflict('email', 'alreadyMember');
        const id = uuid();
        const expiresAt = new Date(now.getTime() + validFor);
        const row = { workspaceId, id, role, email, createdBy: userId, createdAt: now, expiresAt };
        const open = await this.repository.create(tx, { ...row, tokenHash: this.tokens.hashOf(id) });
        if (open) return ok({ ...(await this.repository.find(tx, workspaceId, open)), isNew: false });
        if (email !== null && this.mails.areSent) await this.mails.add(tx, row, now);
        return ok({ ...(await this.repository.find(tx, workspaceId, id)), isNew: true });
      },
    );
    if (!made.ok) return made;
    const token = this.tokens.tokenOf(workspaceSlug, made.value.id);
    const mailed = made.value.isNew && made.value.email !== null && this.mails.areSent;
    return { ...made, value: { ...made.value, token, link: this.tokens.linkTo(token), mailed } };
  }

  /** Mails the link again: the same one, so nobody gets more by it than before. */
  async sendAgain(
    { workspaceId }: Access,
    id: string,
    key: WriteKey | null,
  ): Promise<Result<InvitationReceipt>> {
    const invitation = await this.repository.byId(workspaceId, id);
    if (!invitation) return refuse('not-found');
    const end = await this.endOf(invitation, this.clock.now());
    if (end) return over(end);
    const sent = await this.mail(invitation, key);
    return sent.ok ? { ...sent, value: { email: invitation.email ?? '' } } : sent;
  }

  /** For everybody with the link. */
  async mailAgain(token: string, key: WriteKey | null): Promise<Result<InvitationReceipt>> {
    const open = await this.open(token);
    return open.ok ? this.mail(open.value, key) : open;
  }

  private async mail(invitation: InvitationRow, key: WriteKey | null): Promise<Result<InvitationReceipt>> {
    const { workspaceId, email } = invitation;
    if (email === null) return refuse('not-found', {}, { key: 'invitationForAnyone' });
    if (!this.mails.areSent) return refuse('mail-not-set-up');
    // A retry gets its answer below, and does not count as another mail.
    if (!(await this.kept.has(workspaceId, key))) {
      const counted = await this.mails.countRepeat(invitation);
      if (!counted.ok) return counted;
    }
    return this.writer.write<InvitationReceipt>({ workspaceId, key, status: 202 }, async ({ tx, now }) => {
      const held = await this.mails.refuseWhileHeld(tx, invitation, now);
      if (!held.ok) return held;
      await this.mails.add(tx, invitation, now);
      return ok({ email: maskedAddress(email) });
    });
  }

  revoke({ workspaceId, userId }: Access, id: string, version: number | null): Promise<Result<void>> {
    return this.writer.write<void>(
      { workspaceId, key: null, by: userId, status: 204 },
      async ({ tx, now }) => {
        if (!(await this.repository.revoke(tx, workspaceId, id, now))) return refuse('not-found');
        return refuseStale(version, onlyVersion) ?? ok(undefined);
      },
    );
  }

  /** Shows the address that it is for to the person of that address only. */
  async preview(token: string, bearer: TokenBearer | undefined): Promise<Result<InvitationPreview>> {
    const open = await this.open(token);
    if (!open.ok) return open;
    const { workspace, role, by, expiresAt, email } = open.value;
    const account =
      bearer && (await this.isSession(bearer)) ? (await this.users.me(bearer.userId)).user : null;
    const needs = this.needs(open.value, account);
    const isTheirs = account !== null && needs === 'nothing';
    return ok({
      workspace: { slug: workspace.slug, name: workspace.name },
      role,
      email: email !== null && !isTheirs ? maskedAddress(email) : email,
      needs,
      by,
      expiresAt: expiresAt.toISOString(),
    });
  }

  /** Whether it is a session that has not ended. An API token and its service account join nothing. */
  private async isSession(bearer: TokenBearer): Promise<boolean> {
    return !bearer.token && (await this.access.signedIn(bearer)).ok;
  }

  /** With the address in full. */
  async open(token: string, tx?: Tx): Promise<Result<InvitationRow>> {
    const invitation = await this.repository.byToken(this.tokens.read(token), tx);
    if (!invitation) return refuse('not-found');
    const end = await this.endOf(invitation, this.clock.now(), tx);
    return end ? over(end) : ok(invitation);
  }

  join(
    userId: string,
    { token, proof }: InvitationLink,
    { version, key }: VersionConditions,
  ): Promise<Result<Workspace>> {
    return this.writer.write<Workspace>(
      { workspaceId: null, key, by: userId, status: 201 },
      async ({ tx, now }) => {
        const { user } = await this.users.me(userId, tx);
        const accepted = await this.accept(tx, { token, proof }, user, now);
        return (accepted.ok && refuseStale(version, onlyVersion)) || accepted;
      },
    );
  }

  /** Adds the invited person and uses up the invitation. Members keep their role, and the invitation stays valid. */
  async accept(
    tx: Tx,
    { token, proof }: InvitationLink,
    user: Joiner,
    now: Date,
  ): Promise<Result<Workspace>> {
    const invitation = await this.repository.byToken(this.tokens.read(token), tx);
    if (!invitation) return refuse('not-found');
    const { workspace, role } = invitation;
    const answer = { slug: workspace.slug, name: workspace.name };
    const member = await this.members.find(tx, workspace.id, user.id);
    if (member) return ok({ ...answer, role: member.role });
    const end = await this.endOf(invitation, now, tx);
    if (end) return over(end);
    const isProved = this.isProved(invitation, proof);
    const needs = this.needs(invitation, user);
    if (needs === 'otherAccount') return otherAddress();
    if (needs === 'proof' && !isProved) return needsProof(invitation);
    if (!(await this.repository.spend(tx, invitation, user.id, now))) return over('used');
    if (isProved) await this.users.verified(tx, user.id, now);
    await this.members.join(tx, workspace.id, user.id, role, now);
    return ok({ ...answer, role });
  }

  /** For a sign-up. Asks for the proof first: without it, the answer says nothing about the address. */
  checkAddress(invitation: InvitationRow, { email, proof }: { email: string; proof?: string | undefined }) {
    if (invitation.email === null) return null;
    if (this.mails.areSent && !this.isProved(invitation, proof)) return needsProof(invitation);
    return invitation.email === email ? null : otherAddress();
  }

  /** Whether the proof came in the mail to the invitation's address. */
  isProved(invitation: InvitationRow, proof: string | undefined): boolean {
    return invitation.email !== null && proof !== undefined && this.tokens.proves(proof, invitation);
  }

  /** What an account lacks to join. Without a mail server, typing the address is enough. */
  private needs({ email }: InvitationRow, account: Omit<Joiner, 'id'> | null): InvitationPreview['needs'] {
    if (email === null) return 'nothing';
    if (account !== null && account.email !== email) return 'otherAccount';
    return this.mails.areSent && !account?.emailVerified ? 'proof' : 'nothing';
  }

  /** Why it can’t be used any more; null if it can. Someone who may no longer invite takes their invitations along. */
  private async endOf(
    invitation: InvitationRow,
    now: Date,
    tx?: Tx,
  ): Promise<'used' | 'revoked' | 'expired' | null> {
    const { revokedAt, acceptedAt, expiresAt } = invitation;
    if (acceptedAt !== null) return 'used';
    if (revokedAt !== null) return 'revoked';
    if (expiresAt <= now) return 'expired';
    const role = await this.repository.roleOfInviter(invitation, tx);
    return role !== null && can(role, 'manageMembers') ? null : 'revoked';
  }

  isInvited(tx: Tx, email: string, now: Date): Promise<boolean> {
    return this.repository.isFor(tx, email, now);
  }
}

function over(why: 'used' | 'revoked' | 'expired'): Extract<Result<never>, { ok: false }> {
  return refuse('invitation-invalid', { why }, { key: 'invitationOver', values: { why } });
}

function otherAddress(): Extract<Result<never>, { ok: false }> {
  return refuse('invitation-invalid', { why: 'otherAddress' }, { key: 'otherEmail' });
}

function needsProof({ email }: InvitationRow): Extract<Result<never>, { ok: false }> {
  const address = maskedAddress(email ?? '');
  return refuse('invitation-needs-proof', { address }, { key: 'invitationNeedsProof', values: { address } });
}
