import type { ClassOfService } from '../../vocabulary/vocabulary.js';
import type { Episode } from './history/episodes.js';
import { type Occupancy, stepBefore, type Work } from './history/occupancy.js';
import { type Capacity, paceIn } from './staffing.js';

/**
 * What a card needs, in working days at full pace, by column: `work` of people, then a `pause` that needs nobody. A column that it skips has
 * neither.
 */
export type CardNeeds = {
  classOfService: ClassOfService;
  visits: readonly boolean[];
  work: Float64Array;
  pause: Float64Array;
  isDelivered: boolean;
};

/** What is known of it: the work is from `work` to `most`. */
export type KnownNeeds = CardNeeds & { most: Float64Array };

/** What each whole episode that ended since `from` needed, if people could work on so many cards at the same time. */
export function needsOf(
  episodes: readonly Episode[],
  { worked, pauses }: Work,
  occupancy: Occupancy,
  capacity: Capacity,
  from: number,
): KnownNeeds[] {
  const { columns } = occupancy;
  const paces = Array.from({ length: columns }, (_, column) => workBy(occupancy, capacity, column));
  const found = new Map<Episode, KnownNeeds>();
  for (const episode of episodes) {
    if (!episode.isWhole || episode.left === Infinity || episode.left < from) continue;
    const visits = new Array<boolean>(columns).fill(false);
    for (const { column } of episode.stays) visits[column] = true;
    const { classOfService, isDelivered } = episode;
    const [work, most, pause] = [
      new Float64Array(columns),
      new Float64Array(columns),
      new Float64Array(columns),
    ];
    found.set(episode, { classOfService, visits, work, most, pause, isDelivered });
  }
  for (const { episode, column, from: start, to } of pauses) {
    const needs = found.get(episode);
    if (needs) needs.pause[column]! += to - start;
  }
  for (const { episode, column, from: start, to, known } of worked) {
    const needs = found.get(episode);
    if (!needs) continue;
    const work = paces[column] as (time: number) => number;
    const before = work(start);
    needs.work[column]! += work(known) - before;
    needs.most[column]! += (to === Infinity ? Infinity : work(to)) - before;
  }
  return [...found.values()];
}

/** Draws work that is only known to be between two values. */
export type Completing = (random: (at: number) => number) => CardNeeds[];

/**
 * Work that is only known to be between two values is drawn from the distribution of all cards between these values. The distribution is the
 * nonparametric estimate from interval-censored observations, by the EM algorithm (B. Turnbull, The Empirical Distribution Function with
 * Arbitrarily Grouped, Censored and Truncated Data, 1976).
 */
export function completing(all: readonly KnownNeeds[]): Completing {
  const columns = all[0]?.work.length ?? 0;
  const draws = Array.from({ length: columns }, (_, column) =>
    intervalDraw(
      all.flatMap(({ visits, work, most }) =>
        visits[column] ? [{ least: work[column] as number, most: most[column] as number }] : [],
      ),
    ),
  );
  const isKnown = all.map(({ work, most }) => work.every((least, column) => least === most[column]));
  return (random) =>
    all.map((needs, card) => {
      if (isKnown[card]) return needs;
      const work = needs.work.map((least, column) => {
        const most = needs.most[column] as number;
        return least === most
          ? least
          : (draws[column] as IntervalDraw)(least, most, random(card * columns + column));
      });
      return { ...needs, work };
    });
}

type IntervalDraw = (least: number, most: number, random: number) => number;

/** More make the estimate rougher, and not better. */
const rounds = 15;

function intervalDraw(seen: readonly { least: number; most: number }[]): IntervalDraw {
  const ends = seen.map(({ least, most }) => (most === Infinity ? least : most));
  const values = Float64Array.from(new Set(ends)).sort();
  const within = seen.map(({ least, most }) => ({
    from: firstFrom(values, least),
    to: firstFrom(values, most + 1e-12),
  }));
  let masses = new Float64Array(values.length).fill(1 / values.length);
  for (let round = 0; round < rounds; round += 1) {
    const sums = sumsOf(masses);
    // What each interval adds to all values in it, as the differences of a running sum.
    const added = new Float64Array(values.length + 1);
    for (const { from, to } of within) {
      const part = 1 / (seen.length * Math.max(1e-300, sums[to]! - sums[from]!));
      added[from]! += part;
      added[to]! -= part;
    }
    let factor = 0;
    masses = masses.map((mass, at) => {
      factor += added[at]!;
      return mass * factor;
    });
  }
  const sums = sumsOf(masses);
  return (least, most, random) => {
    const [from, to] = [firstFrom(values, least), firstFrom(values, most + 1e-12)];
    if (from >= to) return least;
    const wanted = sums[from]! + random * (sums[to]! - sums[from]!);
    let [low, high] = [from, to - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle + 1]! > wanted) high = middle;
      else low = middle + 1;
    }
    return values[low]!;
  };
}

/** The sum before each value. */
function sumsOf(masses: Float64Array): Float64Array {
  const sums = new Float64Array(masses.length + 1);
  for (let at = 0; at < masses.length; at += 1) sums[at + 1] = sums[at]! + masses[at]!;
  return sums;
}

function firstFrom(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The work that one card of a column gets until a time. */
function workBy(occupancy: Occupancy, capacity: Capacity, column: number): (time: number) => number {
  const { times } = occupancy;
  const sums = new Float64Array(times.length);
  const paces = new Float64Array(times.length);
  for (let step = 0; step < times.length; step += 1) {
    paces[step] = paceIn(occupancy, step, capacity, column);
    if (step > 0) sums[step] = sums[step - 1]! + paces[step - 1]! * (times[step]! - times[step - 1]!);
  }
  return (time) => {
    if (times.length === 0) return 0;
    const step = stepBefore(occupancy, time);
    return sums[step]! + paces[step]! * (time - times[step]!);
  };
}
