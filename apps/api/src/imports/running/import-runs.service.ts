import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import { Transactions } from '../../database/transaction.js';
import { errorText } from '../../error-text.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import { BoardQueue } from '../../writes/board-queue.js';
import { Wakeups } from '../../writes/wakeups.js';
import { CapsRepository } from '../caps.repository.js';
import { CommandsRepository } from '../commands.repository.js';
import { type ImportIds, type ImportRow, ImportsRepository, type KeptCard } from '../imports.repository.js';
import { endOf, type Imported, type Outcome, outcomeOf, type RunEnd } from '../outcomes.js';
import { onBoard, placingOf, refsTo } from '../planning/placing.js';
import { type Placing, type PlannedCard, plannedCard } from '../planning/planned-card.js';
import { sourceCard } from '../planning/survey.service.js';
import { ProgressRepository } from '../progress.repository.js';
import { TargetRepository } from '../target.repository.js';
import { WorkspaceRunService } from '../workspace/workspace-run.service.js';
import { BoardSetupService } from './board-setup.service.js';

/** The cards of one transaction: so few that other writers wait only a moment for the board. */
const batch = 20;
const job = 'imports';
/** Seconds between two checks for imports that an instance left unfinished. */
const lookEvery = 15;
/** A run ends after this many milliseconds, before its job expires. The next one continues. */
const longestRun = 120_000;

type Run = { ids: ImportIds; row: ImportRow; access: BoardAccess; placing: Placing };
/** The result of a batch: more cards are left, or the run ends. */
type Step = 'more' | RunEnd;

/**
 * Imports the cards in the background, batch by batch. Each batch is one transaction with its progress, so a run after a crash
 * neither repeats nor skips a card.
 */
@Injectable()
export class ImportRunsService implements OnModuleInit {
  private readonly log = new Logger('Imports');

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: ImportsRepository,
    private readonly commands: CommandsRepository,
    private readonly progress: ProgressRepository,
    private readonly target: TargetRepository,
    private readonly caps: CapsRepository,
    private readonly setup: BoardSetupService,
    private readonly workspaces: WorkspaceRunService,
    private readonly transactions: Transactions,
    private readonly queue: BoardQueue,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every(job, lookEvery, (signal) => this.sweep(signal));
  }

  /** An import has started. */
  wake(): void {
    this.jobs.wake(job);
  }

  /** Continues all running imports. One that fails stops, and the others continue. */
  async sweep(stopped?: AbortSignal): Promise<void> {
    const until = performance.now() + longestRun;
    const isOver = () => stopped?.aborted === true || performance.now() > until;
    for (const ids of await this.repository.running()) {
      try {
        await this.run(ids, isOver);
      } catch (error) {
        this.log.error(`import ${ids.importId}: ${errorText(error)}`);
        await this.repository.stop(ids, 'failed', this.clock.now());
      }
    }
  }

  private async run(ids: ImportIds, isOver: () => boolean): Promise<void> {
    const row = await this.repository.find(ids);
    if (!row) return;
    if (row.plan.target.kind === 'boards') return this.end(ids, await this.workspaces.run(ids, row, isOver));
    const run = await this.prepare(ids, row);
    if (typeof run === 'string') return this.end(ids, run);
    for (let { processed } = row; !isOver(); ) {
      const cards = await this.repository.page(ids, processed, batch);
      const step = cards.length === 0 ? 'done' : await this.importBatch(run, cards, processed);
      if (step !== 'more') return this.end(ids, step);
      processed = cards.at(-1)?.place ?? processed;
    }
  }

  private async end(ids: ImportIds, step: Step): Promise<void> {
    if (step === 'done') await this.repository.finish(ids, this.clock.now());
    else if (step !== 'later' && step !== 'more') await this.repository.stop(ids, step, this.clock.now());
  }

  /** Prepares the board, or returns the step that ends the run. */
  private async prepare(ids: ImportIds, row: ImportRow): Promise<Run | Step> {
    const { workspaceId } = ids;
    const board = row.board && (await this.target.board(workspaceId, { id: row.board.id }));
    if (!board) return 'not-found';
    if (board.archived) return 'board-archived';
    const workspaceSlug = await this.target.workspaceSlug(workspaceId);
    const roles = allowedRoles.manageBoards;
    const access: BoardAccess = {
      ...{ workspaceId, workspaceSlug, boardId: board.boardId, boardKey: board.key, roles },
      ...{ userId: row.by.id, userName: row.by.name, sessionId: '', role: 'manager' },
    };
    const made = await this.setup.prepare(access, row.source);
    if ('code' in made) return endOf(made.code);
    // An import that an earlier version started still has the names of its columns.
    const target = onBoard(row.plan.target, board);
    const placing = placingOf(row.source, row.plan, {
      ...made,
      caps: await this.caps.caps(workspaceId),
      columns: board.columns.map(({ id, kind }) => ({ id, kind, from: refsTo(target, id) })),
      members: await this.target.members(workspaceId),
      timeZone: board.timeZone,
      importer: row.by.id,
      now: this.clock.now(),
    });
    return { ids, row, access, placing };
  }

  private async importBatch(run: Run, kept: readonly KeptCard[], processed: number): Promise<Step> {
    const { ids, row, access, placing } = run;
    const planned = kept.map((card) => {
      const source = sourceCard(card, row.plan.table, row.format);
      const id = card.kind === 'row' && { sourceId: source.ref === card.ref ? '' : source.ref };
      return { key: { place: card.place, ...id }, source, planned: plannedCard(source, placing) };
    });
    const cards = planned.flatMap(({ source, planned }) =>
      planned ? [{ ...withCommentIds(planned.card), id: uuid(), source: `${row.format}:${source.ref}` }] : [],
    );
    const result = await this.queue.run(`${access.workspaceSlug}/${access.boardKey}`, () =>
      this.transactions.run<Step>(async (tx, rollBack) => {
        if (!(await this.progress.lock(tx, ids, processed))) return ok('later');
        const written: Result<{ outcomes: Imported[] }> =
          cards.length > 0
            ? await this.commands.importCards(tx, { ...access, archived: false }, cards, this.clock.now())
            : ok({ outcomes: [] });
        if (!written.ok) return rollBack(written);
        const { outcomes } = written.value;
        let at = 0;
        const kept: Outcome[] = planned.map(({ key, source, planned }) => {
          if (!planned) return { ...key, title: source.title.slice(0, 200), result: 'leftOut' };
          const imported = outcomes[at++] as Imported;
          const { title, columnId } = planned.card;
          return { ...key, title, ...outcomeOf(imported, columnId), notes: planned.notes };
        });
        await this.progress.keep(tx, ids, kept, kept.at(-1)?.place ?? processed);
        return ok('more');
      }),
    );
    if (!result.ok) return endOf(result.refusal.code);
    this.wakeups.wake(ids.workspaceId, access.boardId);
    return result.value;
  }
}

function withCommentIds(card: PlannedCard['card']) {
  return { ...card, comments: card.comments.map((comment) => ({ id: uuid(), ...comment })) };
}
