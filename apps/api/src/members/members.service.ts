import { Injectable } from '@nestjs/common';
import { type Member, type MemberList, may, type PageQuery, type Role } from '@weir/contract';
import type { Tx } from '../database/prisma.js';
import { Wakeups } from '../database/wakeups.js';
import { WorkspaceWriter } from '../database/workspace-writer.js';
import type { Access } from '../http/caller.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { ok, type Result, refuse } from '../result.js';
import { LeavingRepository } from './leaving.repository.js';
import { MembersRepository } from './members.repository.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: MembersRepository,
    private readonly leaving: LeavingRepository,
    private readonly wakeups: Wakeups,
  ) {}

  async list(access: Access, { cursor, size = 50 }: PageQuery): Promise<Result<MemberList>> {
    const page = { after: readCursor(cursor, uuidShape), size: size + 1 };
    const { items, nextCursor } = pageOf(
      await this.repository.list(access.workspaceId, page),
      size,
      ({ id }) => id,
    );
    return ok({ items: items.map((member) => seenBy(access, member)), nextCursor });
  }

  changeRole({ workspaceId }: Access, userId: string, role: Role): Promise<Result<Member>> {
    return this.writer.write<Member>({ workspaceId, key: null, lock: true }, async ({ tx }) => {
      const member = await this.repository.find(tx, workspaceId, userId);
      if (!member) return refuse('not-found');
      if (role !== 'owner' && (await this.isLastOwner(tx, workspaceId, member))) return refuse('last-owner');
      await this.repository.setRole(tx, workspaceId, userId, role);
      return ok({ ...member, role });
    });
  }

  /** Their name stays in history; their cards lose them, and their waiting requests end as withdrawn, with it all or not at all. */
  async leave(access: Access, userId: string): Promise<Result<void>> {
    const { workspaceId } = access;
    if (userId !== access.userId && !may(access.role, 'manageMembers')) return refuse('not-allowed');
    let boards: string[] = [];
    const left = await this.writer.write<void>(
      { workspaceId, key: null, lock: true },
      async ({ tx, now }) => {
        const member = await this.repository.find(tx, workspaceId, userId);
        if (!member) return refuse('not-found');
        if (await this.isLastOwner(tx, workspaceId, member)) return refuse('last-owner');
        await this.repository.leave(tx, workspaceId, userId, now);
        boards = await this.leaving.clearBoards(tx, { workspaceId, userId, actorId: access.userId, now });
        return ok(undefined);
      },
    );
    if (left.ok) for (const board of boards) this.wakeups.wake(workspaceId, board);
    return left;
  }

  private async isLastOwner(tx: Tx, workspaceId: string, member: Member): Promise<boolean> {
    return member.role === 'owner' && (await this.repository.countOwners(tx, workspaceId)) === 1;
  }
}

/** An address is told to owners and to the person. */
function seenBy(access: Access, member: Member): Member {
  const isTold = may(access.role, 'manageMembers') || member.id === access.userId;
  return isTold ? member : { ...member, email: null };
}
