import { Injectable } from '@nestjs/common';
import type { OwnSession, OwnSessionList } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { TokenBearer } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { SessionsRepository } from './sessions.repository.js';
import { deviceOf } from './user-agents.js';

/** Lists and ends a person's own sessions. */
@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly clock: Clock,
  ) {}

  /** The last used come first. */
  async list({ userId, sessionId }: TokenBearer): Promise<Result<OwnSessionList>> {
    const live = await this.sessions.liveOf(userId, this.clock.now());
    const items = live.map(
      ({ id, createdAt, usedAt, userAgent }): OwnSession => ({
        id,
        ...deviceOf(userAgent),
        startedAt: createdAt.toISOString(),
        lastUsedAt: (usedAt ?? createdAt).toISOString(),
        isCurrent: id === sessionId,
      }),
    );
    items.sort((one, other) => other.lastUsedAt.localeCompare(one.lastUsedAt));
    return ok({ items, nextCursor: null });
  }

  /** Another person's session is `not-found`. */
  async end({ userId }: TokenBearer, id: string): Promise<Result<void>> {
    const isEnded = await this.sessions.endOwn(userId, id, this.clock.now());
    return isEnded ? ok(undefined) : refuse('not-found');
  }

  async endAll({ userId }: TokenBearer): Promise<Result<void>> {
    await this.sessions.endAll(userId, this.clock.now());
    return ok(undefined);
  }
}
