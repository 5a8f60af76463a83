import { Injectable } from '@nestjs/common';
import type { CalendarFeed, NewCalendarFeed } from '@weir/contract';
import { v4 as randomId } from 'uuid';
import type { Access } from '../http/access/caller.js';
import { ok, type Result, refuse } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { FeedSecrets } from './feed-secrets.js';

/** What is kept of an answer under an idempotency key: the link is made again from the id. */
type Kept = { id: string; createdAt: string };

/** A member’s own feed. Its writes lock the workspace, as leaving it does, so nobody keeps a link when they leave. */
@Injectable()
export class OwnFeedService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: CalendarFeedsRepository,
    private readonly secrets: FeedSecrets,
  ) {}

  async read({ workspaceId, userId }: Access): Promise<CalendarFeed> {
    const found = await this.repository.ofMember(workspaceId, userId);
    return {
      createdAt: found?.createdAt.toISOString() ?? null,
      readAt: found?.readAt?.toISOString() ?? null,
    };
  }

  /** An earlier link ends at once. */
  async make(access: Access, key: WriteKey | null): Promise<Result<NewCalendarFeed>> {
    const { workspaceId, workspaceSlug, userId } = access;
    const made = await this.writer.write<Kept>(
      { workspaceId, key, lock: true, status: 201 },
      async ({ tx, now }) => {
        if (!(await this.repository.isMember(tx, workspaceId, userId))) return refuse('not-found');
        const id = randomId();
        const feed = { workspaceId, userId, hash: this.secrets.hashOf(id), createdAt: now };
        await this.repository.replace(tx, feed);
        return ok({ id, createdAt: now.toISOString() });
      },
    );
    if (!made.ok) return made;
    const { id, createdAt } = made.value;
    return { ...made, value: { link: this.secrets.linkTo(workspaceSlug, id), createdAt, readAt: null } };
  }

  revoke({ workspaceId, userId }: Access, key: WriteKey | null): Promise<Result<void>> {
    return this.writer.write<void>({ workspaceId, key, lock: true, status: 204 }, async ({ tx }) => {
      await this.repository.remove(tx, workspaceId, userId);
      return ok(undefined);
    });
  }
}
