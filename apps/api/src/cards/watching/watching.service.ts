import { Injectable } from '@nestjs/common';
import type { CardWatch } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { WatchingRepository } from './watching.repository.js';

@Injectable()
export class WatchingService {
  constructor(
    private readonly repository: WatchingRepository,
    private readonly writer: WorkspaceWriter,
  ) {}

  async read(access: BoardAccess, number: number): Promise<Result<CardWatch>> {
    const watch = await this.repository.read(access, number);
    return watch ? ok(watch) : refuse('not-found');
  }

  /** A repeated call changes nothing. */
  choose(
    access: BoardAccess,
    number: number,
    watching: boolean,
    key: WriteKey | null,
  ): Promise<Result<CardWatch>> {
    return this.writer.write<CardWatch>({ workspaceId: access.workspaceId, key }, async ({ tx }) => {
      await this.repository.choose(tx, access, number, watching);
      const watch = await this.repository.read(access, number, tx);
      return watch ? ok(watch) : refuse('not-found');
    });
  }
}
