import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { BoardForecast } from '@weir/contract';
import { addDays, daysBetween, type PlainDate } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { growingCache } from '../../growing-cache.js';
import { ScoringRepository, type ShownForecast } from './scoring.repository.js';

type Answer = Pick<BoardForecast, 'today' | 'asked' | 'doneBy' | 'delivered' | 'chance' | 'basis'>;

/**
 * Stores forecasts about boards that are shown, to be scored later. Nobody waits for it, and a failure is only logged. The first
 * of a question on a day stays.
 */
@Injectable()
export class ShownForecasts implements BeforeApplicationShutdown {
  private readonly log = new Logger('ShownForecasts');
  /** Those that are stored already, so that reading them again writes nothing. */
  private readonly stored = growingCache<true>(50_000);
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly repository: ScoringRepository,
    private readonly clock: Clock,
  ) {}

  /** `baseline`: how many cards are delivered by the day asked about if the last month repeats itself. */
  show(board: BoardIds, answer: Answer, baseline: number): void {
    const fresh = toShown(answer, baseline).filter((each) => !this.stored.has(markOf(board, answer, each)));
    if (fresh.length === 0) return;
    for (const each of fresh) this.stored.set(markOf(board, answer, each), true);
    const storing = this.repository.store(board, answer.today, fresh, this.clock.now()).catch((error) => {
      for (const each of fresh) this.stored.delete(markOf(board, answer, each));
      this.log.warn(`forecasts were shown and not stored: ${error}`);
    });
    this.pending.add(storing);
    void storing.finally(() => this.pending.delete(storing));
  }

  /** Resolves when everything that was shown so far is stored, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** While the pool is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }
}

/** The parts of an answer that can be scored: not what is unknown. */
function toShown(
  { today, asked: { items, by }, doneBy, delivered, chance, basis }: Answer,
  baseline: number,
): ShownForecast[] {
  const shown: ShownForecast[] = [];
  const common = { windowDays: basis.window, sample: basis.sample };
  const nothing = { p50: null, p70: null, p85: null, p95: null, percent: null, baseline: null };
  if (doneBy && !('unknown' in doneBy)) {
    const { p50, p70, p85, p95 } = doneBy;
    const after = (day: PlainDate | null) => (day === null ? null : daysBetween(today, day));
    const levels = { p50: after(p50), p70: after(p70), p85: after(p85), p95: after(p95) };
    const last = Math.max(...Object.values(levels).map((days) => days ?? 0));
    shown.push({
      ...nothing,
      ...common,
      kind: 'doneBy',
      items,
      by: null,
      ...levels,
      due: addDays(today, last),
    });
  }
  if (by === null) return shown;
  if (delivered && !('unknown' in delivered)) {
    shown.push({ ...nothing, ...common, kind: 'delivered', items: null, by, ...delivered, due: by });
  }
  if (items !== null && chance && !('unknown' in chance)) {
    const { percent } = chance;
    shown.push({
      ...nothing,
      ...common,
      kind: 'chance',
      items,
      by,
      percent,
      baseline: baseline >= items ? 1 : 0,
      due: by,
    });
  }
  return shown;
}

function markOf(
  { boardId }: BoardIds,
  { today }: Answer,
  { kind, items, by, windowDays }: ShownForecast,
): string {
  return [boardId, today, kind, items, by, windowDays].join('/');
}
