import type { BoardsForecast } from '@weir/contract';
import { type Completion, chanceOf, daysOfAll, oddsOfAll, type PlainDate } from '@weir/domain';
import { type AnsweredBoard, completionDays } from './board-forecast.js';
import { toForecast } from './forecasts.service.js';
import { doneBySaid, type JointForecast, nothingSaid } from './scoring/shown-forecast.js';

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

/** The parts of such an answer that can be scored: those that are known. None of a single board: its own forecast says the same. */
export function toJointForecasts(
  { doneBy, by, chance }: Together,
  boards: readonly OneOfSeveral[],
  windowDays: number,
): JointForecast[] {
  if (boards.length < 2) return [];
  const inOrder = boards.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const days = inOrder.map(({ forecast }) => forecast.today);
  const day = lastDay(days);
  const boardIds = inOrder.map(({ id }) => id);
  const items = inOrder.map((board) => board.items);
  const common = { ...nothingSaid, day, boardIds, items, days, windowDays };
  const shown: JointForecast[] = [];
  if (!('unknown' in doneBy)) shown.push({ ...common, ...doneBySaid(day, doneBy) });
  if (by !== null && chance && !('unknown' in chance)) {
    const baseline = boards.every((board) => board.baseline >= board.items) ? 1 : 0;
    shown.push({ ...common, kind: 'chance', by, percent: chance.percent, baseline, due: by });
  }
  return shown;
}

/** The latest of the boards’ days. Boards can have different time zones. */
export function lastDay(days: readonly PlainDate[]): PlainDate {
  return days.toSorted().at(-1) as PlainDate;
}
