import { Injectable } from '@nestjs/common';
import type { Workspace } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { Access } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { DemoRepository } from './demo.repository.js';

/** The demo workspace, in which a day later every date has passed. Only `pnpm start` gives the API the right to renew it. */
@Injectable()
export class DemoService {
  constructor(
    private readonly repository: DemoRepository,
    private readonly clock: Clock,
  ) {}

  /** A second call at once, or within a day, finds a fresh demo and changes nothing. */
  async startAfresh({ workspaceId, role }: Access): Promise<Result<Workspace>> {
    const demo = await this.repository.demo(workspaceId);
    if (!demo) return refuse('not-found');
    await this.repository.seedAfresh(this.clock.now());
    return ok({ ...((await this.repository.demo(workspaceId)) ?? demo), role });
  }
}
