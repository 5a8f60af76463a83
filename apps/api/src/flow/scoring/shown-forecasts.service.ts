import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { BoardForecast } from '@weir/contract';
import { addDays, daysBetween, type Forecast, forecastHistoryDays, type PlainDate } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { growingCache } from '../../growing-cache.js';
import type { JointForecast } from './joint-forecast.js';
import { JointForecastsRepository } from './joint-forecasts.repository.js';
import { ScoringRepository, type ShownForecast } from './scoring.repository.js';

/** The forecast of a place in the order: how many cards are delivered until then, and the days. */
export type ShownPlace = {
  kind: 'door' | 'card';
  card: number | null;
  today: PlainDate;
  ahead: number;
  sample: number;
  forecast: Forecast;
};
type Answer = Pick<BoardForecast, 'today' | 'asked' | 'doneBy' | 'delivered' | 'chance' | 'basis'>;

/**
 * Stores forecasts that are shown, to be scored later: about boards, of several boards together, of cards, and at the door. Nobody waits
 * for it, and a failure is only logged. The first of a question on a day stays. Those of requests are in ForecastsService.
 */
@Injectable()
export class ShownForecasts implements BeforeApplicationShutdown {
  private readonly log = new Logger('ShownForecasts');
  /** Those that are stored already, so that reading them again writes nothing. */
  private readonly stored = growingCache<true>(50_000);
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly repository: ScoringRepository,
    private readonly joint: JointForecastsRepository,
    private readonly clock: Clock,
  ) {}

  /** `baseline`: how many cards are delivered by the day asked about if the last month repeats itself. */
  show(board: BoardIds, answer: Answer, baseline: number): void {
    this.keep(board, answer.today, toShown(answer, baseline));
  }

  showPlace(board: BoardIds, place: ShownPlace): void {
    this.keep(board, place.today, placeToShown(place));
  }

  showTogether(workspaceId: string, answers: readonly JointForecast[]): void {
    const markOfJoint = (each: JointForecast) =>
      [workspaceId, each.day, each.kind, each.boardIds, each.items, each.by, each.windowDays].join('/');
    this.store(answers, markOfJoint, (fresh) => this.joint.store(workspaceId, fresh, this.clock.now()));
  }

  private keep(board: BoardIds, today: PlainDate, shown: readonly ShownForecast[]): void {
    const markOfShown = (each: ShownForecast) => markOf(board, today, each);
    this.store(shown, markOfShown, (fresh) => this.repository.store(board, today, fresh, this.clock.now()));
  }

  private store<Shown>(
    all: readonly Shown[],
    nameOf: (each: Shown) => string,
    write: (fresh: readonly Shown[]) => Promise<void>,
  ): void {
    const fresh = all.filter((each) => !this.stored.has(nameOf(each)));
    if (fresh.length === 0) return;
    for (const each of fresh) this.stored.set(nameOf(each), true);
    const storing = write(fresh).catch((error) => {
      for (const each of fresh) this.stored.delete(nameOf(each));
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

const nothing = { card: null, p50: null, p70: null, p85: null, p95: null, percent: null, baseline: null };

function placeToShown({ kind, card, today, ahead, sample, forecast }: ShownPlace): ShownForecast[] {
  if ('unknown' in forecast) return [];
  const { p50, p85 } = forecast;
  const levels = { p50: daysBetween(today, p50), p85: daysBetween(today, p85) };
  const common = { windowDays: forecastHistoryDays, sample, by: null, due: p85 };
  return [{ ...nothing, ...common, ...levels, kind, card, items: ahead }];
}

/** The parts of an answer that can be scored: not what is unknown. */
function toShown(
  { today, asked: { items, by }, doneBy, delivered, chance, basis }: Answer,
  baseline: number,
): ShownForecast[] {
  const shown: ShownForecast[] = [];
  const common = { windowDays: basis.window, sample: basis.sample };
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
  today: PlainDate,
  { kind, items, by, windowDays, card }: ShownForecast,
): string {
  return [boardId, today, kind, items, by, windowDays, card].join('/');
}
