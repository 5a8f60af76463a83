import { Injectable } from '@nestjs/common';
import type { NewTeam, PageQuery, Team, TeamList } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../database/prisma.js';
import type { Access } from '../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { conflict, invalidAll, refuseStale } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import type { VersionConditions } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { TeamsRepository } from './teams.repository.js';

const nameTaken = conflict('name', 'teamNameTaken');

/**
 * Teams of a workspace's members. Every write locks the workspace, so names are compared and members are counted one write after
 * another. The database counts too, and removes people who leave the workspace from its teams.
 */
@Injectable()
export class TeamsService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: TeamsRepository,
  ) {}

  async list({ workspaceId }: Access, { cursor, size = 50 }: PageQuery): Promise<Result<TeamList>> {
    const page = { after: readCursor(cursor, uuidShape), size: size + 1 };
    return ok(pageOf(await this.repository.list(workspaceId, page), size, ({ id }) => id));
  }

  async read({ workspaceId }: Access, id: string): Promise<Result<Team>> {
    const team = await this.repository.find(workspaceId, id);
    return team ? ok(team) : refuse('not-found');
  }

  add(access: Access, { name, memberIds = [] }: NewTeam, key: WriteKey | null): Promise<Result<Team>> {
    const { workspaceId } = access;
    return this.write<Team>(access, { key, status: 201 }, async (tx, now) => {
      const here = await this.repository.membersAmong(tx, workspaceId, memberIds);
      const absent = memberIds.flatMap((id, at) =>
        here.has(id) ? [] : [{ path: `memberIds.${at}`, code: 'absent' as const }],
      );
      if (absent.length > 0) return invalidAll(absent);
      if (await this.isTaken(tx, workspaceId, name)) return nameTaken;
      const id = uuid();
      await this.repository.add(tx, { workspaceId, id, name, createdAt: now });
      await this.repository.addMembers(tx, workspaceId, id, memberIds, now);
      return this.current(tx, workspaceId, id);
    });
  }

  rename(
    access: Access,
    id: string,
    name: string,
    { version, key }: VersionConditions,
  ): Promise<Result<Team>> {
    const { workspaceId } = access;
    return this.write<Team>(access, { key }, async (tx) => {
      const team = await this.repository.find(workspaceId, id, tx);
      if (!team) return refuse('not-found');
      const stale = refuseStale(version, team.version);
      if (stale) return stale;
      if (await this.isTaken(tx, workspaceId, name, id)) return nameTaken;
      if (name !== team.name) await this.repository.rename(tx, workspaceId, id, name);
      return this.current(tx, workspaceId, id);
    });
  }

  remove(access: Access, id: string, { version, key }: VersionConditions): Promise<Result<void>> {
    const { workspaceId } = access;
    return this.write<void>(access, { key, status: 204 }, async (tx) => {
      const team = await this.repository.find(workspaceId, id, tx);
      if (!team) return refuse('not-found');
      const stale = refuseStale(version, team.version);
      if (stale) return stale;
      await this.repository.remove(tx, workspaceId, id);
      return ok(undefined);
    });
  }

  addMember(
    access: Access,
    id: string,
    userId: string,
    { version, key }: VersionConditions,
  ): Promise<Result<Team>> {
    const { workspaceId } = access;
    return this.write<Team>(access, { key }, async (tx, now) => {
      const team = await this.repository.find(workspaceId, id, tx);
      const [found] = await this.repository.membersAmong(tx, workspaceId, [userId]);
      if (!team || !found) return refuse('not-found');
      const stale = refuseStale(version, team.version);
      if (stale) return stale;
      if (team.members.some((member) => member.id === userId)) return ok(team);
      await this.repository.addMembers(tx, workspaceId, id, [userId], now);
      return this.current(tx, workspaceId, id);
    });
  }

  removeMember(
    access: Access,
    id: string,
    userId: string,
    { version, key }: VersionConditions,
  ): Promise<Result<Team>> {
    const { workspaceId } = access;
    return this.write<Team>(access, { key }, async (tx) => {
      const team = await this.repository.find(workspaceId, id, tx);
      if (!team?.members.some((member) => member.id === userId)) return refuse('not-found');
      const stale = refuseStale(version, team.version);
      if (stale) return stale;
      await this.repository.removeMember(tx, workspaceId, id, userId);
      return this.current(tx, workspaceId, id);
    });
  }

  private async isTaken(tx: Tx, workspaceId: string, name: string, except?: string): Promise<boolean> {
    const teams = await this.repository.names(tx, workspaceId);
    return teams.some((team) => team.id !== except && isSameName(team.name, name));
  }

  /** The team after the write. Triggers count its versions. */
  private async current(tx: Tx, workspaceId: string, id: string): Promise<Result<Team>> {
    return ok((await this.repository.find(workspaceId, id, tx)) as Team);
  }

  private write<T>(
    { workspaceId, userId }: Access,
    options: { key: WriteKey | null; status?: number },
    work: (tx: Tx, now: Date) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.writer.write<T>({ workspaceId, by: userId, lock: true, ...options }, ({ tx, now }) =>
      work(tx, now),
    );
  }
}
