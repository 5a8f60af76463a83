import { Injectable } from '@nestjs/common';
import type { AccountChange, Me, ServiceAccountMe } from '@weir/contract';
import type { TokenBearer } from '../http/access/caller.js';
import { refuseStale } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';
import type { VersionConditions } from '../writes/board-writer.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly repository: UsersRepository,
    private readonly writer: WorkspaceWriter,
  ) {}

  async me({ userId, token }: TokenBearer): Promise<Result<Me | ServiceAccountMe>> {
    return ok(await (token ? this.repository.meAt(userId, token.workspaceId) : this.repository.me(userId)));
  }

  /** Writes only what the change names, so that two changes at once both take effect. */
  change(userId: string, change: AccountChange, { version, key }: VersionConditions): Promise<Result<Me>> {
    return this.writer.write<Me>({ workspaceId: null, key }, async ({ tx }) => {
      const stale = refuseStale(version, await this.repository.lock(tx, userId));
      if (stale) return stale;
      await this.repository.change(tx, userId, change);
      return ok(await this.repository.me(userId, tx));
    });
  }
}
