import { Injectable } from '@nestjs/common';
import type { Workspace, WorkspaceContent } from '@weir/contract';
import { Clock } from '../../clock.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { noWorkspace, type WriteKey } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { WorkspacesRepository } from '../workspaces.repository.js';
import { WorkspaceDeletionRepository } from './deletion.repository.js';

/** An owner deletes an archived workspace. It is purged 30 days later; until then it can be kept. 404 for everyone else. */
@Injectable()
export class WorkspaceDeletionService {
  constructor(
    private readonly repository: WorkspaceDeletionRepository,
    private readonly workspaces: WorkspacesRepository,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  async content(userId: string, slug: string): Promise<Result<WorkspaceContent>> {
    const found = await this.repository.find(userId, slug, this.clock.now());
    return found ? ok(await this.repository.content(found.id)) : refuse('not-found');
  }

  async plan(userId: string, slug: string, name: string, key: WriteKey | null): Promise<Result<Workspace>> {
    const found = await this.repository.find(userId, slug, this.clock.now());
    if (!found) return refuse('not-found');
    if (name.trim() !== found.name) return invalid('name', 'otherName');
    const planned = await this.writer.write<Workspace>(
      { workspaceId: found.id, key, by: userId },
      async ({ tx, now }) => {
        if (!(await this.repository.plan(tx, found.id, now))) return refuse('not-found');
        return ok(await this.workspaces.ofMember(found.id, userId, tx));
      },
    );
    // The mails are about accounts.
    if (planned.ok) this.wakeups.wake(noWorkspace, noWorkspace);
    return planned;
  }

  async cancel(userId: string, slug: string, key: WriteKey | null): Promise<Result<Workspace>> {
    const found = await this.repository.find(userId, slug, this.clock.now());
    if (!found) return refuse('not-found');
    return this.writer.write<Workspace>({ workspaceId: found.id, key, by: userId }, async ({ tx, now }) => {
      if (!(await this.repository.cancel(tx, found.id, now))) return refuse('not-found');
      return ok(await this.workspaces.ofMember(found.id, userId, tx));
    });
  }
}
