import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { daysOfDeliveries, daysOfImports } from '@weir/contract';
import { eachDue } from '../background/each-due.js';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import type { BoardIds } from '../database/board-ids.js';
import { retrying } from '../database/retry.js';
import { ENV, type Env } from '../env.js';
import { Wakeups } from '../writes/wakeups.js';
import { batch, type Prunable, PruningRepository } from './pruning.repository.js';

const anHour = 3600;
const aDay = 86_400_000;
/** The ledger shows a year; a little more does not hurt. */
const daysOfDoorRefusals = 400;
/** As long as the ledger. */
const daysOfScores = 400;
const daysOfPrices = 400;
/** Enough for all working days that a policy counts, even for a team that works once a week. */
const daysOfRestDays = 400;
/** Longer than the longest pause whose days are measured afterwards. */
const daysOfLoadPeriods = 100;
const daysOfSilentDevices = 180;
/** Milliseconds after which a run begins no new round. Another instance repeats a run that takes five minutes. */
const longestDeleting = 180_000;

/**
 * Deletes used and expired rows and old notices, once an hour and in small batches. Requests, answers, tickets, cards and events
 * stay, except in a workspace or a board that was deleted 30 days ago.
 */
@Injectable()
export class PruningService implements OnModuleInit {
  /** The rows that this instance deleted, of each kind, since it started. */
  readonly deleted = new Map<Prunable, number>();
  private readonly log = new Logger('Pruning');

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: PruningRepository,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    this.jobs.every('pruning', anHour, (signal) => this.prune(signal));
  }

  /**
   * Deletes a batch of each kind in each round, so that many rows of one kind do not delay the others. After `longest` milliseconds no new
   * round begins, and the next run deletes the rest. Several runs at once are safe: each deletes rows that no other run has locked.
   */
  async prune(signal?: AbortSignal, longest = longestDeleting): Promise<void> {
    const now = this.clock.now().getTime();
    const end = performance.now() + longest;
    let left = this.ages();
    do {
      const more: typeof left = [];
      for (const [what, days] of left) {
        if (signal?.aborted) return;
        const rows = await this.repository.deleteBatch(what, new Date(now - days * aDay));
        this.deleted.set(what, (this.deleted.get(what) ?? 0) + rows);
        if (rows === batch) more.push([what, days]);
      }
      left = more;
    } while (left.length > 0 && performance.now() < end);
    await this.purgeWorkspaces(signal);
    await this.purgeBoards(signal);
  }

  /** Deletes the rows of these workspaces. The sweep of files deletes their files. */
  private async purgeWorkspaces(signal?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const purge = async (id: string) => {
      while (!signal?.aborted && !(await this.repository.purgeBatch(id, now)));
    };
    await eachDue(await this.repository.workspacesToPurge(now), purge, { log: this.log, stopped: signal });
  }

  /** One board at a time. Streams, and webhooks of the workspace, learn of it. */
  private async purgeBoards(signal?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const purge = async (board: BoardIds) => {
      // It waits for a moment for other boards, so it can be in another writer's way.
      if (await retrying(() => this.repository.purgeBoard(board, now, signal)))
        this.wakeups.wake(board.workspaceId, board.boardId);
    };
    await eachDue(await this.repository.boardsToPurge(now), purge, { log: this.log, stopped: signal });
  }

  /**
   * The order of a round: a notice, an invitation, a confirmation and a letter can be deleted only after their e-mails, and a guest only
   * after their notices.
   */
  private ages(): [Prunable, days: number][] {
    const { WEIR_KEEP_DAYS: kept, WEIR_KEEP_NOTICES_DAYS: notices } = this.env;
    return [
      ['idempotencyKeys', 1],
      ['pushes', 2],
      ['pushSubscriptions', daysOfSilentDevices],
      ['sessions', kept],
      ['tokenSecrets', kept],
      ['tokens', kept],
      ['webhookDeliveries', daysOfDeliveries],
      ['endedDeliveries', kept],
      ['endedPositions', kept],
      ['webhookSecrets', kept],
      ['webhooks', kept],
      ['mails', kept],
      ['invitations', kept],
      ['confirmations', kept],
      ['accountLetters', kept],
      ['totpSecrets', kept],
      ['passkeyChallenges', 0],
      ['mailboxes', kept],
      ['notices', notices],
      ['guests', kept],
      ['imports', daysOfImports],
      ['importsCutOff', 1],
      ['doorRefusals', daysOfDoorRefusals],
      ['boardPrices', daysOfPrices],
      ['priceForecasts', daysOfPrices],
      ['restDays', daysOfRestDays],
      ['loadPeriods', daysOfLoadPeriods],
      ['boardForecasts', daysOfScores],
      ['jointForecasts', daysOfScores],
      ['requestForecasts', daysOfScores],
    ];
  }
}
