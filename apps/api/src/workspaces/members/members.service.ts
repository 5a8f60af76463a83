import { Injectable } from '@nestjs/common';
import {
  can,
  type Member,
  type MemberAssignments,
  type MemberList,
  type PageQuery,
  type Role,
  type UserKind,
} from '@weir/contract';
import type { Tx } from '../../database/prisma.js';
import type { Access } from '../../http/access/caller.js';
import { refuseOwnership } from '../../http/access/scopes.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { invalid, refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { LeavingRepository } from './leaving.repository.js';
import { mayManage } from './managed.js';
import { MembersRepository } from './members.repository.js';

type Write = { tx: Tx; now: Date; changed(boards: string[]): void };

@Injectable()
export class MembersService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: MembersRepository,
    private readonly leaving: LeavingRepository,
    private readonly wakeups: Wakeups,
  ) {}

  /** `kind`: only people, or only service accounts. */
  async list(access: Access, { cursor, size = 50 }: PageQuery, kind?: UserKind): Promise<Result<MemberList>> {
    const page = { after: readCursor(cursor, uuidShape), size: size + 1, kind };
    const { items, nextCursor } = pageOf(
      await this.repository.list(access.workspaceId, page),
      size,
      ({ id }) => id,
    );
    return ok({ items: items.map((member) => seenBy(access, member)), nextCursor });
  }

  find(tx: Tx, workspaceId: string, userId: string): Promise<Member | null> {
    return this.repository.find(tx, workspaceId, userId);
  }

  /** Adds a member, in the transaction that uses up their invitation. */
  join(tx: Tx, workspaceId: string, userId: string, role: Role, joinedAt: Date): Promise<void> {
    return this.repository.join(tx, workspaceId, userId, role, joinedAt);
  }

  async held(access: Access, userId: string): Promise<Result<MemberAssignments>> {
    if (userId !== access.userId && !can(access.role, 'manageMembers')) return refuse('not-allowed');
    const held = await this.repository.held(access.workspaceId, userId);
    return held ? ok(held) : refuse('not-found');
  }

  /** A role that cannot change cards unassigns the member's cards and removes their limits, as leaving does. */
  changeRole(
    access: Access,
    userId: string,
    role: Role,
    { version, key }: VersionConditions,
  ): Promise<Result<Member>> {
    const refused = refuseOwnership(access, role);
    if (refused) return Promise.resolve(refused);
    return this.write<Member>(access, key, 200, async (write) => {
      const member = await this.current(write.tx, access, userId, version);
      if (!member.ok) return member;
      if (role === 'owner' && member.value.kind === 'service') return invalid('role', 'serviceAccountOwner');
      return this.setRole(write, access, member.value, role);
    });
  }

  /** As `changeRole`, by everybody who may manage a service account of the old and of the new role, and with its new name. */
  changeServiceAccount(
    access: Access,
    userId: string,
    { role, rename }: { role: Role | undefined; rename: ((tx: Tx) => Promise<void>) | null },
    { version, key }: VersionConditions,
  ): Promise<Result<Member>> {
    return this.write<Member>(access, key, 200, async (write) => {
      const { tx } = write;
      const account = await this.currentServiceAccount(tx, access, userId, version);
      if (!account.ok) return account;
      if (role !== undefined && role !== account.value.role) {
        if (!mayManage(access, role)) return refuse('not-allowed');
        await this.setRole(write, access, account.value, role);
      }
      await rename?.(tx);
      return ok((await this.repository.find(tx, access.workspaceId, userId)) as Member);
    });
  }

  /**
   * Their name stays in the history. In the same transaction their cards are unassigned, their limits are removed and
   * their waiting requests end as withdrawn.
   */
  async leave(access: Access, userId: string, { version, key }: VersionConditions): Promise<Result<void>> {
    if (userId !== access.userId && !can(access.role, 'manageMembers')) return refuse('not-allowed');
    return this.write<void>(access, key, 204, async (write) => {
      const member = await this.current(write.tx, access, userId, version);
      if (!member.ok) return member;
      if (await this.isLastOwner(write.tx, access.workspaceId, member.value)) return refuse('last-owner');
      return this.end(write, access, userId);
    });
  }

  /** As `leave`, by everybody who may manage it. */
  removeServiceAccount(
    access: Access,
    userId: string,
    { version, key }: VersionConditions,
  ): Promise<Result<void>> {
    return this.write<void>(access, key, 204, async (write) => {
      const account = await this.currentServiceAccount(write.tx, access, userId, version);
      return account.ok ? this.end(write, access, userId) : account;
    });
  }

  private async current(
    tx: Tx,
    { workspaceId }: Access,
    userId: string,
    version: number | null,
  ): Promise<Result<Member>> {
    const member = await this.repository.find(tx, workspaceId, userId);
    if (!member) return refuse('not-found');
    return refuseStale(version, member.version) ?? ok(member);
  }

  private async currentServiceAccount(
    tx: Tx,
    access: Access,
    userId: string,
    version: number | null,
  ): Promise<Result<Member>> {
    const found = await this.repository.find(tx, access.workspaceId, userId);
    if (found?.kind !== 'service') return refuse('not-found');
    if (!mayManage(access, found.role)) return refuse('not-allowed');
    return refuseStale(version, found.version) ?? ok(found);
  }

  private async setRole(
    { tx, now, changed }: Write,
    access: Access,
    member: Member,
    role: Role,
  ): Promise<Result<Member>> {
    const { workspaceId } = access;
    const userId = member.id;
    if (role !== 'owner' && (await this.isLastOwner(tx, workspaceId, member))) return refuse('last-owner');
    await this.repository.setRole(tx, workspaceId, userId, role);
    if (!can(role, 'manageMembers')) await this.leaving.revokeInvitations(tx, workspaceId, userId, now);
    if (!can(role, 'changeCards')) {
      const change = { user: userId, from: { role: member.role }, to: { role } };
      const event = { type: 'member.changed' as const, change };
      const leaving = { workspaceId, userId, actorId: access.userId, now, event, endsRequests: false };
      changed(await this.leaving.clearBoards(tx, leaving));
    }
    return ok({ ...member, role, version: member.version + 1 });
  }

  /** A trigger ends their tokens. */
  private async end({ tx, now, changed }: Write, access: Access, userId: string): Promise<Result<void>> {
    const { workspaceId } = access;
    await this.repository.leave(tx, workspaceId, userId, now);
    await this.leaving.revokeInvitations(tx, workspaceId, userId, now);
    const event = { type: 'member.left' as const, change: { user: userId } };
    const leaving = { workspaceId, userId, actorId: access.userId, now, event, endsRequests: true };
    changed(await this.leaving.clearBoards(tx, leaving));
    return ok(undefined);
  }

  /** Locks the workspace's row, and wakes the streams of the boards that changed. */
  private async write<T>(
    { workspaceId, userId }: Access,
    key: WriteKey | null,
    status: number,
    work: (write: Write) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    let boards: string[] = [];
    const changed = (those: string[]) => {
      boards = those;
    };
    const options = { workspaceId, key, by: userId, lock: true, status };
    const result = await this.writer.write<T>(options, ({ tx, now }) => work({ tx, now, changed }));
    if (result.ok) for (const board of boards) this.wakeups.wake(workspaceId, board);
    return result;
  }

  private async isLastOwner(tx: Tx, workspaceId: string, member: Member): Promise<boolean> {
    return member.role === 'owner' && (await this.repository.countOwners(tx, workspaceId)) === 1;
  }
}

/** Only owners and the person see an email address. */
function seenBy(access: Access, member: Member): Member {
  const seesEmail = can(access.role, 'manageMembers') || member.id === access.userId;
  return seesEmail ? member : { ...member, email: null };
}
