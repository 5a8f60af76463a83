import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, type Registry } from '@prometheus-io/client';
import type { BackupAge } from '../operations/backups.service.js';
import type { BoardFigures, OutboxFigures } from './metrics.repository.js';

type Figures = { backups: BackupAge[]; outboxes: OutboxFigures[]; boards: BoardFigures };
export type FigureReaders = { [Name in keyof Figures]: () => Promise<Figures[Name]> };

/** Milliseconds that a scrape waits for the database, and that the figures of boards are kept. */
const patience = 1_000;
const keepBoards = 15_000;

/**
 * Figures of the whole installation, from its database: every instance shows the same. Without an answer of the database
 * they are absent, because an old value would be wrong.
 */
export class InstallationMetrics {
  private readonly gauges: ReturnType<typeof makeGauges>;
  private keptBoards: { at: number; figures: Promise<BoardFigures> } | undefined;

  constructor(
    registry: Registry,
    private readonly read: FigureReaders,
  ) {
    this.gauges = makeGauges(registry);
  }

  /** For a scrape. Reads first: two scrapes may overlap. */
  async refresh(): Promise<void> {
    const [backups, outboxes, boards] = await Promise.all([
      inTime(this.read.backups()),
      inTime(this.read.outboxes()),
      inTime(this.boards()),
    ]);
    for (const gauge of Object.values(this.gauges)) gauge.reset();
    for (const { kind, goodAge, isGood } of backups ?? []) {
      if (goodAge !== null) this.gauges.backupAge.set({ kind }, goodAge);
      this.gauges.backupGood.set({ kind }, isGood ? 1 : 0);
    }
    for (const { outbox, due, oldest, failing } of outboxes ?? []) {
      this.gauges.due.set({ outbox }, due);
      this.gauges.oldest.set({ outbox }, oldest);
      this.gauges.failing.set({ outbox }, failing);
    }
    if (boards) this.showBoards(boards);
  }

  private showBoards({ boards, saturated, queueFull, waiting, overdue, ...gates }: BoardFigures): void {
    this.gauges.boards.set({}, boards);
    this.gauges.saturated.set({}, saturated);
    this.gauges.queueFull.set({}, queueFull);
    this.gauges.waiting.set({}, waiting);
    this.gauges.overdue.set({}, overdue);
    for (const [state, count] of Object.entries(gates)) this.gauges.gates.set({ state }, count);
  }

  private boards(): Promise<BoardFigures> {
    const now = performance.now();
    if (!this.keptBoards || now - this.keptBoards.at > keepBoards) {
      const figures = this.read.boards();
      figures.catch(() => {
        this.keptBoards = undefined;
      });
      this.keptBoards = { at: now, figures };
    }
    return this.keptBoards.figures;
  }
}

/** Undefined if it fails, or takes too long. */
function inTime<T>(figures: Promise<T>): Promise<T | undefined> {
  const read = figures.catch(() => undefined);
  return Promise.race([read, sleep(patience, undefined, { ref: false })]);
}

/** All have a label, because a gauge without labels is never absent. */
function makeGauges(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[] = ['none']) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    backupAge: gauge(
      'weir_backup_age_seconds',
      'Seconds since the last good backup, or the last good drill, ended',
      ['kind'],
    ),
    backupGood: gauge(
      'weir_backup_last_good',
      '1 if the last backup, or the last drill, was good, and 0 if it was not',
      ['kind'],
    ),
    due: gauge('weir_outbox_due', 'Messages that are due and not sent, at most 10,000', ['outbox']),
    oldest: gauge('weir_outbox_oldest_seconds', 'Seconds since the oldest unsent message was due', [
      'outbox',
    ]),
    failing: gauge(
      'weir_outbox_failing',
      'Mails, devices and webhooks whose last attempt failed, and that are tried again',
      ['outbox'],
    ),
    boards: gauge('weir_boards', 'Boards that are not archived'),
    saturated: gauge('weir_boards_saturated', 'Boards that are saturated, as the last sweep found them'),
    queueFull: gauge('weir_boards_queue_full', 'Boards whose intake queue is full'),
    gates: gauge('weir_boards_by_gate', 'Boards by the state of their gate', ['state']),
    waiting: gauge('weir_requests_waiting', 'Requests that wait for an answer'),
    overdue: gauge('weir_requests_overdue', 'Requests whose answer is overdue'),
  };
}
