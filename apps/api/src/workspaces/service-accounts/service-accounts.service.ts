import { Injectable } from '@nestjs/common';
import type { Member, MemberList, NewServiceAccount, PageQuery, ServiceAccountChange } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Access } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { mayManage } from '../members/managed.js';
import { MembersService } from '../members/members.service.js';
import { ServiceAccountsRepository } from './service-accounts.repository.js';

/**
 * Members that are not people. They belong to the workspace: they stay when the person who made them leaves. Owners manage all
 * of them, managers those that are no managers.
 */
@Injectable()
export class ServiceAccountsService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly members: MembersService,
    private readonly repository: ServiceAccountsRepository,
  ) {}

  list(access: Access, page: PageQuery): Promise<Result<MemberList>> {
    return this.members.list(access, page, 'service');
  }

  async create(
    access: Access,
    { name, role }: NewServiceAccount,
    key: WriteKey | null,
  ): Promise<Result<Member>> {
    if (!mayManage(access, role)) return refuse('not-allowed');
    const { workspaceId, userId } = access;
    return this.writer.write<Member>(
      { workspaceId, key, by: userId, lock: true, status: 201 },
      async ({ tx, now }) => {
        const id = uuid();
        await this.repository.create(tx, { id, name, createdAt: now });
        await this.members.join(tx, workspaceId, id, role, now);
        return ok((await this.members.find(tx, workspaceId, id)) as Member);
      },
    );
  }

  /** A new name, a new role, or both: the role first, so that a refused one changes nothing. */
  async change(
    access: Access,
    id: string,
    { name, role }: ServiceAccountChange,
    { version, key }: VersionConditions,
  ): Promise<Result<Member>> {
    return this.members.changeServiceAccount(
      access,
      id,
      {
        role,
        rename: name === undefined ? null : (tx) => this.repository.rename(tx, access.workspaceId, id, name),
      },
      { version, key },
    );
  }

  remove(access: Access, id: string, conditions: VersionConditions): Promise<Result<void>> {
    return this.members.removeServiceAccount(access, id, conditions);
  }
}
