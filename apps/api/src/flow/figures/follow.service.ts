import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { eachDue } from '../../background/each-due.js';
import { Jobs } from '../../background/jobs.service.js';
import { FlowScopeRepository } from './flow-scope.repository.js';

/** Seconds. A read of figures catches up itself, so this only keeps what it has to read short. */
const every = 60;
const mostBoards = 500;
/** So that a statement takes well under a second. */
const mostEvents = 1_000;

/** Reads the event logs of all boards into the history that flow figures are computed from. */
@Injectable()
export class FollowService implements OnModuleInit {
  private readonly log = new Logger('FollowFlow');

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: FlowScopeRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.every('flow', every, (signal) => this.sweep(signal));
  }

  async sweep(stopped?: AbortSignal): Promise<void> {
    const all = await this.repository.behind(mostBoards);
    await eachDue(all, ({ workspaceId, boardId }) => this.follow(workspaceId, boardId, stopped), {
      log: this.log,
      stopped,
    });
  }

  private async follow(
    workspaceId: string,
    boardId: string,
    stopped: AbortSignal | undefined,
  ): Promise<void> {
    let unread = await this.repository.follow(workspaceId, [boardId], mostEvents);
    while (unread > 0 && !stopped?.aborted) {
      const left = await this.repository.follow(workspaceId, [boardId], mostEvents);
      // A board that changes faster than this must not keep the others waiting.
      if (left >= unread) return;
      unread = left;
    }
  }
}
