import type { BoardForecast, ForecastDays } from '@weir/contract';
import { addDays, daysBetween, type Forecast, forecastHistoryDays, type PlainDate } from '@weir/domain';

/** The values of a stored forecast; null if its kind has no such value. `p50` to `p95` are days after it was shown, or cards. */
type Said = {
  by: PlainDate | null;
  windowDays: number;
  p50: number | null;
  p70: number | null;
  p85: number | null;
  p95: number | null;
  percent: number | null;
  baseline: number | null;
  due: PlainDate;
};

/** A forecast about a board, as it is stored: see BoardForecast in schema.prisma. */
export type ShownForecast = Said & {
  kind: 'doneBy' | 'delivered' | 'chance' | 'door' | 'card';
  items: number | null;
  card: number | null;
  sample: number;
};

/** A forecast of several boards, as it is stored: see JointForecast in schema.prisma. */
export type JointForecast = Said & {
  day: PlainDate;
  kind: 'doneBy' | 'chance';
  boardIds: string[];
  items: number[];
  days: PlainDate[];
};

/** The forecast of a place in the order: how many cards are delivered until then, and the days. */
export type ShownPlace = {
  kind: 'door' | 'card';
  card: number | null;
  today: PlainDate;
  ahead: number;
  sample: number;
  forecast: Forecast;
};
export type ShownAnswer = Pick<
  BoardForecast,
  'today' | 'asked' | 'doneBy' | 'delivered' | 'chance' | 'basis'
>;

/** A forecast without values yet. */
export const nothingSaid = {
  by: null,
  p50: null,
  p70: null,
  p85: null,
  p95: null,
  percent: null,
  baseline: null,
};

/** The days of an answer that was shown on a day, and the last of them. */
export function doneBySaid(day: PlainDate, { p50, p70, p85, p95 }: ForecastDays) {
  const after = (promised: PlainDate | null) => (promised === null ? null : daysBetween(day, promised));
  const levels = { p50: after(p50), p70: after(p70), p85: after(p85), p95: after(p95) };
  const last = Math.max(...Object.values(levels).map((days) => days ?? 0));
  return { kind: 'doneBy' as const, ...levels, due: addDays(day, last) };
}

/** Empty if the forecast is unknown. */
export function placeToShown({ kind, card, today, ahead, sample, forecast }: ShownPlace): ShownForecast[] {
  if ('unknown' in forecast) return [];
  const { p50, p85 } = forecast;
  const levels = { p50: daysBetween(today, p50), p85: daysBetween(today, p85) };
  const basis = { windowDays: forecastHistoryDays, sample };
  return [{ ...nothingSaid, ...basis, ...levels, kind, card, items: ahead, due: p85 }];
}

/** The parts of an answer that can be scored: those that are known. */
export function answerToShown(
  { today, asked: { items, by }, doneBy, delivered, chance, basis }: ShownAnswer,
  baseline: number,
): ShownForecast[] {
  const shown: ShownForecast[] = [];
  const common = { ...nothingSaid, card: null, windowDays: basis.window, sample: basis.sample };
  if (doneBy && !('unknown' in doneBy)) shown.push({ ...common, items, ...doneBySaid(today, doneBy) });
  if (by === null) return shown;
  if (delivered && !('unknown' in delivered)) {
    shown.push({ ...common, kind: 'delivered', items: null, by, ...delivered, due: by });
  }
  if (items !== null && chance && !('unknown' in chance)) {
    const said = { percent: chance.percent, baseline: baseline >= items ? 1 : 0 };
    shown.push({ ...common, kind: 'chance', items, by, ...said, due: by });
  }
  return shown;
}
