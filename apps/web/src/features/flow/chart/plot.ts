import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { utcDay, utcMonday, utcMonth } from 'd3-time';

/** Where in a picture the figures are drawn, in pixels: between its axes. */
export type Plot = { left: number; right: number; top: number; bottom: number };

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);
const dayText = (date: Date) => date.toISOString().slice(0, 10);
const aDay = 86_400_000;

/** Places days. Each has a strip of `dayWidth` pixels, and its middle is at `at`. */
export type DayScale = { at: (day: string) => number; dayWidth: number };

export function dayScale(from: string, to: string, { left, right }: Plot): DayScale {
  const days = Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / aDay) + 1;
  const scale = scaleLinear(
    [noonOf(from).getTime() - aDay / 2, noonOf(to).getTime() + aDay / 2],
    [left, right],
  );
  return { at: (day) => scale(noonOf(day).getTime()), dayWidth: (right - left) / days };
}

/** Places amounts from 0 up; the largest has some air above it. */
export function amountScale(largest: number, { top, bottom }: Plot): ScaleLinear<number, number> {
  return scaleLinear([0, Math.max(largest, 1)], [bottom, top]).nice(4);
}

/** Amounts to name at the axis: at most about five, and no parts of cards or days. */
export function amountTicks(scale: ScaleLinear<number, number>): number[] {
  return scale.ticks(4).filter(Number.isInteger);
}

/** Days to name at the axis, at most `most` of them: every day, else Mondays, else the firsts of months. */
export function dayTicks(from: string, to: string, most: number): string[] {
  const [start, end] = [noonOf(from), utcDay.offset(noonOf(to), 1)];
  const first = utcDay.floor(start);
  const choices = [
    () => utcDay.range(first, end),
    () => utcMonday.range(first, end),
    () => utcMonday.range(first, end, 2),
    ...[1, 2, 3, 6, 12].map((step) => () => utcMonth.every(step)?.range(first, end) ?? []),
  ];
  for (const choice of choices) {
    const days = choice()
      .map(dayText)
      .filter((day) => day >= from && day <= to);
    if (days.length <= most) return days;
  }
  return [];
}

/** Moves places of texts apart that would overlap, in their order, within the bounds: smallest first. */
export function apart(places: readonly number[], gap: number, least: number, most: number): number[] {
  const order = places.map((_, at) => at).sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const moved = [...places];
  let next = least;
  for (const at of order) {
    moved[at] = Math.max(moved[at] ?? 0, next);
    next = (moved[at] ?? 0) + gap;
  }
  let last = most;
  for (const at of order.reverse()) {
    moved[at] = Math.min(moved[at] ?? 0, last);
    last = (moved[at] ?? 0) - gap;
  }
  return moved;
}

/**
 * How far each of several points on the same place moves sideways, so that all are seen. `keys` name the places; they stay
 * within `width`, and at most `step` apart.
 */
export function sideways(keys: readonly string[], width: number, step: number): number[] {
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const [size, nth] = [sizes.get(key) ?? 1, seen.get(key) ?? 0];
    seen.set(key, nth + 1);
    return (nth - (size - 1) / 2) * Math.min(step, width / size);
  });
}
