import type { BoardsForecast } from '@weir/contract';
import {
  addDays,
  type Completion,
  chanceOf,
  daysBetween,
  daysOfAll,
  oddsOfAll,
  type PlainDate,
} from '@weir/domain';
import { type AnsweredBoard, completionDays } from './board-forecast.js';
import { toForecast } from './forecasts.service.js';
import type { JointForecast } from './scoring/joint-forecast.js';

export type OneOfSeveral = { id: string; key: string; name: string; items: number } & AnsweredBoard;
type Together = Omit<BoardsForecast, 'record'>;

/** The answer of several boards. */
export function together(boards: readonly OneOfSeveral[], by: PlainDate | null): Together {
  const unknown = boards.filter(({ completion }) => completion === null).map(({ key }) => key);
  const completions = boards.map(({ completion }) => completion).filter((each): each is Completion => !!each);
  const all = unknown.length > 0 ? toForecast({ unknown: { code: 'boards', boards: unknown } }) : null;
  return {
    by,
    doneBy: all ?? completionDays(daysOfAll(completions)),
    chance: by === null ? null : (all ?? chanceOf(oddsOfAll(completions, by))),
    boards: boards.map(({ key, name, forecast }) => ({ key, name, ...forecast })),
  };
}

/**
 * The parts of such an answer that can be scored: nothing that is unknown. A single board is none of several: its own forecast says
 * the same.
 */
export function toJointForecasts(
  { doneBy, by, chance }: Together,
  boards: readonly OneOfSeveral[],
  windowDays: number,
): JointForecast[] {
  if (boards.length < 2) return [];
  const inOrder = boards.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const days = inOrder.map(({ forecast }) => forecast.today);
  const day = lastDay(days);
  const common = {
    day,
    boardIds: inOrder.map(({ id }) => id),
    items: inOrder.map(({ items }) => items),
    days,
    windowDays,
  };
  const nothing = { by: null, p50: null, p70: null, p85: null, p95: null, percent: null, baseline: null };
  const shown: JointForecast[] = [];
  if (!('unknown' in doneBy)) {
    const { p50, p70, p85, p95 } = doneBy;
    const after = (promised: PlainDate | null) => (promised === null ? null : daysBetween(day, promised));
    const levels = { p50: after(p50), p70: after(p70), p85: after(p85), p95: after(p95) };
    const last = Math.max(...Object.values(levels).map((promised) => promised ?? 0));
    shown.push({ ...nothing, ...common, kind: 'doneBy', ...levels, due: addDays(day, last) });
  }
  if (by !== null && chance && !('unknown' in chance)) {
    const baseline = boards.every((board) => board.baseline >= board.items) ? 1 : 0;
    const { percent } = chance;
    shown.push({ ...nothing, ...common, kind: 'chance', by, percent, baseline, due: by });
  }
  return shown;
}

/** The last of the boards’ days: they have different time zones. */
export function lastDay(days: readonly PlainDate[]): PlainDate {
  return days.toSorted().at(-1) as PlainDate;
}
