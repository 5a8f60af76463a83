import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { TrialDays, TrialOutcome } from '@weir/contract';
import { addDays, compareTrial, type PlainDate, type WhatHappened } from '@weir/domain';
import { eachDue } from '../background/each-due.js';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import type { BoardIds } from '../database/board-ids.js';
import { TrialFiguresService } from '../flow/what-if/trial-figures.service.js';
import { BoardWriter } from '../writes/board-writer.js';
import { isStillTried, toTrial } from './trial-documents.js';
import { type DueTrial, type TrialRow, TrialsRepository } from './trials.repository.js';

/** The interval in seconds. A trial ends at midnight in the time zone of its board. */
const every = 900;
const mostTrials = 200;
/** After so many days without a decision, managers are reminded once. */
const daysToDecide = 7;
const aDay = 86_400_000;

/** A trial, and the ids and names of its board. */
type Named = Omit<DueTrial, 'isOver'>;

/** Compares trials with their prediction once their days are over, and reminds managers of trials that wait for a decision. */
@Injectable()
export class EndingTrialsService implements OnModuleInit {
  private readonly log = new Logger('Trials');

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: TrialsRepository,
    private readonly figures: TrialFiguresService,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('limit-trials', every, (signal) => this.sweep(signal));
  }

  /** Several runs at once are safe: each run ends a trial, or reminds of it, under the clock of its board. */
  async sweep(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const undecided = new Date(now.getTime() - daysToDecide * aDay);
    const due = await this.repository.due(now, undecided, mostTrials);
    const handle = async ({ isOver, ...trial }: DueTrial) => {
      await (isOver ? this.end(trial) : this.remind(trial));
    };
    await eachDue(due, handle, { log: this.log, stopped });
  }

  /** Compares and ends a trial whose days are over. False until the event log of the board is read completely. */
  async end({ id, ...board }: Named): Promise<boolean> {
    const row = await this.repository.find(board, id);
    const outcome = row && (await this.outcomeOf(board, row));
    if (!outcome) {
      this.log.warn(`${board.workspaceSlug}/${board.boardKey}: a trial waits until the event log is read`);
      return false;
    }
    await this.writer.writeForJob(board, async ({ tx, now, record }) => {
      const current = await this.repository.find(board, id, tx);
      if (!current || current.document.end) return;
      const decision = isStillTried(current.document.limits) ? null : ('changed' as const);
      await this.repository.end(tx, board, id, { outcome, endedAt: now, decision });
      record('limit.trialEnded', [{ trial: id, to: { cause: 'over' } }]);
    });
    return true;
  }

  private async remind({ id, ...board }: Named): Promise<void> {
    await this.writer.writeForJob(board, ({ tx, now }) => this.repository.remind(tx, board, id, now));
  }

  /** Null until the event log of the board is read completely: then the trial is due again in the next run. */
  private async outcomeOf(
    board: BoardIds,
    { document, timeZone, calendar }: TrialRow,
  ): Promise<TrialOutcome | null> {
    const { startsOn, endsOn, days } = toTrial({ document, timeZone }, this.clock.now());
    const [from, to] = [addDays(startsOn, -days), addDays(startsOn, -1)];
    const trial = await this.figures.happened(board, {
      ...{ from: startsOn, to: endsOn },
      ...{ timeZone, calendar },
    });
    const before = await this.figures.happened(board, { from, to, timeZone, calendar });
    if (!trial || !before) return null;
    return {
      figures: compareTrial(
        document.prediction,
        trial.figures,
        before.figures,
        document.rulesChangedOn === null,
      ),
      trial: daysOf(endsOn, trial),
      before: daysOf(to, before),
    };
  }
}

function daysOf(to: PlainDate, { figures: _, ...counts }: WhatHappened & { from: PlainDate }): TrialDays {
  return { to, ...counts };
}
