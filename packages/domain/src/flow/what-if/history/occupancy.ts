import { countsIn, type Episode, limitsEntered, type Stay } from './episodes.js';
import type { FlightLimit } from './history.js';

type Span = { from: number; to: number };

/** A card that leaves a column so soon after the next one had room again had waited for that: a quarter of an hour of eight hours. */
const soon = 0.03;

/**
 * A stay in which somebody worked. In a column without a done half nobody sees when a card is finished: if the next column was full until
 * the card left for it, the work ended between `known`, when it became full, and `to`. Otherwise both are the same.
 */
export type WorkedStay = Span & { episode: Episode; column: number; known: number; ends: boolean };

/** How many cards were worked on in each column, as steps: step i lasts from `times[i]` to `times[i + 1]`. */
export type Occupancy = {
  columns: number;
  times: Float64Array;
  /** By step, then by column. */
  counts: Uint16Array;
  /** How many cards may have been finished, and not seen to be. */
  hidden: Uint16Array;
};

export type Work = {
  worked: WorkedStay[];
  /** Time in which a card needed nobody: it was blocked, or finished while the next column had room. */
  pauses: (Span & { episode: Episode; column: number })[];
};

/** What was work and what was not, also of cards that are still in flight. */
export function workOf(
  episodes: readonly Episode[],
  split: readonly boolean[],
  limits: readonly FlightLimit[],
  end: number,
): Work {
  const full = new Map(limits.map((limit) => [limit, fullTimes(limit, episodes, end)]));
  const found: Work = { worked: [], pauses: [] };
  for (const episode of episodes) {
    for (const [at, stay] of episode.stays.entries()) {
      const { column, from, doing } = stay;
      const to = Math.min(stay.to, end);
      const after = episode.stays[at + 1];
      const isLast = after?.column !== column;
      const spans = isLast && stay.next !== null ? spansOf(stay, episode, limits, full) : [];
      const last = spans.findLast((span) => span.from < to && span.to >= to - soon);
      if (doing === 'work') {
        const known = last && !split[column] ? Math.max(from, last.from) : to;
        const ends = stay.to <= end && (isLast || after?.doing === 'waiting');
        found.worked.push({ episode, column, from, to, known, ends });
      } else if (doing === 'blocked') found.pauses.push({ episode, column, from, to });
      else if (!last) {
        const since = spans.findLast((span) => span.to > from && span.to <= to)?.to ?? from;
        found.pauses.push({ episode, column, from: since, to });
      }
    }
  }
  return found;
}

export function occupancyOf(stays: readonly WorkedStay[], columns: number): Occupancy {
  const changes = stays.flatMap(({ column, from, to, known }) => {
    if (to <= from) return [];
    const until = (known + to) / 2;
    const worked = [
      { at: from, column, by: 1, hides: 0 },
      { at: until, column, by: -1, hides: 0 },
    ];
    return known === to
      ? worked
      : [...worked, { at: known, column, by: 0, hides: 1 }, { at: to, column, by: 0, hides: -1 }];
  });
  changes.sort((one, other) => one.at - other.at);
  const [times, counts, hidden]: number[][] = [[], [], []];
  const now = new Array<number>(columns).fill(0);
  const unseen = new Array<number>(columns).fill(0);
  for (const [at, { column, by, hides, at: time }] of changes.entries()) {
    now[column] = (now[column] as number) + by;
    unseen[column] = (unseen[column] as number) + hides;
    if (changes[at + 1]?.at === time) continue;
    times?.push(time);
    counts?.push(...now);
    hidden?.push(...unseen);
  }
  return {
    columns,
    times: Float64Array.from(times as number[]),
    counts: Uint16Array.from(counts as number[]),
    hidden: Uint16Array.from(hidden as number[]),
  };
}

/** The position of the step in which a time is; a time at a change is in the step before it. */
export function stepBefore({ times }: Occupancy, time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] as number) < time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** When the limits were reached that keep the card from its next column, in their order. */
function spansOf(
  { column, from, to, next }: Stay,
  { classOfService }: Episode,
  limits: readonly FlightLimit[],
  full: ReadonlyMap<FlightLimit, Span[]>,
): Span[] {
  return limitsEntered(limits, column, next as number, classOfService)
    .flatMap((limit) => (full.get(limit) as Span[]).filter((span) => span.to > from && span.from < to))
    .toSorted((one, other) => one.from - other.from);
}

/** When a limit was reached. Short times with room count as full: another card took it. */
function fullTimes(limit: FlightLimit, episodes: readonly Episode[], end: number): Span[] {
  const changes = episodes.flatMap(({ stays, classOfService }) =>
    stays.flatMap(({ column, from, to }) =>
      countsIn(limit, column, classOfService)
        ? [
            { at: from, by: 1 },
            { at: Math.min(to, end), by: -1 },
          ]
        : [],
    ),
  );
  changes.sort((one, other) => one.at - other.at || one.by - other.by);
  const spans: Span[] = [];
  let load = 0;
  for (const { at, by } of changes) {
    const was = load >= limit.max;
    load += by;
    const is = load >= limit.max;
    const last = spans.at(-1);
    if (is && !was) {
      if (last && at - last.to < soon) last.to = Infinity;
      else spans.push({ from: at, to: Infinity });
    } else if (was && !is && last) last.to = at;
  }
  return spans;
}
