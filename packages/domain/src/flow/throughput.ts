import { daysBetween, type PlainDate } from '../time/plain-date.js';

/** How many days of history a forecast uses unless others are asked for; fewer on a younger board. */
export const forecastHistoryDays = 120;
/** The shortest and the longest window that can be asked for. Each part of the shortest is a week: see `stabilityOf`. */
export const windowDays = { least: 14, most: 365 } as const;

const fewestCards = 10;
const fewestDays = 5;

/**
 * How many cards a board delivered each day; days without deliveries can be left out. The history runs from
 * `from` to the day before `today`, both included; other days are ignored. The same seed and history give the
 * same answer.
 */
export type Throughput = {
  history: readonly { day: PlainDate; delivered: number }[];
  from: PlainDate;
  today: PlainDate;
  seed: number;
};

/** Why there is no forecast. */
export type UnknownForecast =
  /** Fewer cards were delivered since `from` than a forecast needs. */
  | { code: 'tooFew'; delivered: number; from: PlainDate; needed: number }
  /** Enough cards were delivered since `from`, but on fewer days than a forecast needs. */
  | { code: 'tooFewDays'; days: number; from: PlainDate; needed: number }
  /** More than two years ahead. */
  | { code: 'tooFar' }
  /** Of several boards: these have no forecast of their own. */
  | { code: 'boards'; boards: readonly string[] }
  /** It waits on this request, whose delivery day is unknown. */
  | { code: 'awaited'; ref: string }
  /** Each of these waits on the next, and the last one on the first. */
  | { code: 'waitsInCircle'; refs: readonly string[] }
  /** The card is archived, or delivered already. */
  | { code: 'archived' | 'delivered' };

/** Deliveries on each day of the history, the oldest first; their sum, and on how many days there were any. */
export type DailyDeliveries = { days: Uint32Array; sample: number; daysWithDeliveries: number };

export function dailyDeliveries({ history, from, today }: Throughput): DailyDeliveries {
  const days = new Uint32Array(Math.max(0, daysBetween(from, today)));
  let sample = 0;
  for (const { day, delivered } of history) {
    if (day < from || day >= today) continue;
    days[daysBetween(from, day)]! += delivered;
    sample += delivered;
  }
  return { days, sample, daysWithDeliveries: days.reduce((sum, each) => sum + (each > 0 ? 1 : 0), 0) };
}

/**
 * Why a history is too thin to forecast from; null if it is not. With fewer than ten cards, or with all of them on
 * fewer than five days, a single day decides what the simulation says.
 */
export function tooThin(
  { sample, daysWithDeliveries }: Omit<DailyDeliveries, 'days'>,
  { from }: Pick<Throughput, 'from'>,
): UnknownForecast | null {
  if (sample < fewestCards) return { code: 'tooFew', delivered: sample, from, needed: fewestCards };
  if (daysWithDeliveries < fewestDays) {
    return { code: 'tooFewDays', days: daysWithDeliveries, from, needed: fewestDays };
  }
  return null;
}
