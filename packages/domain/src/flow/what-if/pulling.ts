import { countsIn, type Episode, limitsEntered, type Queued } from './history/episodes.js';
import type { FlightLimit } from './history/history.js';

/** How fast the team pulls the next card, by the cards in flight: a rate per working day while a card is queued and there is room. */
export type Pulling = { rates: readonly number[] };

/** So fast is at once. */
export const atOnce = 500;
/** As if there had been so many more working days, at the mean rate. */
const priorDays = 0.5;

type Change = { at: number; flight: number; queued: number; pull: number; loads: readonly number[] };

/**
 * Estimates from the history how fast the team pulls a card when it could: the pulls at each number of cards in flight, divided by the
 * time in which a card was queued and the limits had room. A team that pulls at once has next to no such time. One that keeps its
 * work below its limits by habit has much.
 */
export function pullingOf(
  episodes: readonly Episode[],
  queued: readonly Queued[],
  limits: readonly FlightLimit[],
  { from, to }: { from: number; to: number },
): Pulling {
  const entered = limitsEntered(limits, null, firstColumn(episodes), 'standard');
  const none = entered.map(() => 0);
  const changes: Change[] = [];
  const add = (change: Partial<Change> & { at: number }) =>
    changes.push({ flight: 0, queued: 0, pull: 0, loads: none, ...change });
  for (const { from: at, to: end } of queued) {
    add({ at, queued: 1 });
    if (end < Infinity) add({ at: end, queued: -1 });
  }
  for (const { committed, left, isStraight, stays, classOfService } of episodes) {
    add({ at: committed, flight: 1, pull: isStraight ? 0 : 1 });
    if (left < Infinity) add({ at: left, flight: -1 });
    for (const [at, limit] of entered.entries()) {
      const loads = (by: number) => none.map((_, other) => (other === at ? by : 0));
      for (const stay of stays) {
        if (!countsIn(limit, stay.column, classOfService)) continue;
        add({ at: stay.from, loads: loads(1) });
        if (stay.to < Infinity) add({ at: stay.to, loads: loads(-1) });
      }
    }
  }
  // What leaves at the same time leaves first.
  changes.sort((one, other) => one.at - other.at || one.flight - other.flight);
  return { rates: ratesOf(changes, entered, { from, to }) };
}

export function pullRate({ rates }: Pulling, inFlight: number): number {
  return rates[Math.min(inFlight, rates.length - 1)] ?? atOnce;
}

function ratesOf(
  changes: readonly Change[],
  entered: readonly FlightLimit[],
  { from, to }: { from: number; to: number },
): number[] {
  const [pulls, time]: [number[], number[]] = [[], []];
  const add = (to: number[], at: number, by: number) => {
    while (to.length <= at) to.push(0);
    to[at] = (to[at] as number) + by;
  };
  let [flight, waiting] = [0, 0];
  const loads = entered.map(() => 0);
  for (const [at, change] of changes.entries()) {
    if (change.pull > 0 && change.at >= from) add(pulls, Math.max(0, flight), 1);
    flight += change.flight;
    waiting += change.queued;
    for (const [each, by] of change.loads.entries()) loads[each] = (loads[each] as number) + by;
    const end = Math.min(changes[at + 1]?.at ?? to, to);
    const length = end - Math.max(change.at, from);
    const hasRoom = entered.every((limit, each) => (loads[each] as number) < limit.max);
    if (length > 0 && waiting > 0 && hasRoom) add(time, Math.max(0, flight), length);
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const mean = Math.min(atOnce * 2, sum(pulls) / Math.max(1e-6, sum(time)));
  const known = Array.from({ length: Math.max(pulls.length, time.length, 1) }, (_, at) => {
    const rate = ((pulls[at] ?? 0) + priorDays * mean) / ((time[at] ?? 0) + priorDays);
    return { rate, isSeen: (time[at] ?? 0) > 0 || (pulls[at] ?? 0) > 0 };
  });
  // Where nothing was seen, the nearest lower number that was says most.
  let last = known.find(({ isSeen }) => isSeen)?.rate ?? atOnce;
  return known.map(({ rate, isSeen }) => {
    if (isSeen) last = rate;
    return last;
  });
}

/** The column into which most cards are committed. */
function firstColumn(episodes: readonly Episode[]): number {
  const counts = new Map<number, number>();
  for (const { stays } of episodes) {
    const [first] = stays;
    if (first) counts.set(first.column, (counts.get(first.column) ?? 0) + 1);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? 0;
}
