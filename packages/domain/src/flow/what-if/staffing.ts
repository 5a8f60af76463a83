import { type Occupancy, stepBefore, type WorkedStay } from './history/occupancy.js';

/**
 * How many cards people can work on at the same time at full pace. If they have more, the pace of each is their share: min(1, capacity /
 * cards). One capacity: everybody works in all columns. One for each column: everybody has a column.
 */
export type Capacity = { isShared: boolean; of: readonly number[] };

/** The probabilities of capacities 1, 2, …, up to three times as many cards as there ever were. */
export type Staffing = {
  isSharedOdds: number;
  shared: readonly number[];
  byColumn: readonly (readonly number[])[];
};

/** By how many cards there were in the pool: time of all cards, and how many were finished. */
type Pool = { time: Float64Array; finished: Float64Array };

/** More cards than there ever were at once can be worked on at once, but the history does not say so. */
const beyond = 3;
/** How far the number of people is from the capacity, as a standard deviation of its logarithm. */
const peopleSpread = 0.5;

/**
 * Estimates from the history how many cards people can work on at the same time. If they share their time, a column with twice as
 * many cards finishes no more of them in a week. That is the likelihood of a pure death process whose rate is μ · min(cards, capacity),
 * as for M/M/c queues: D. Cox, Some Problems of Statistical Analysis Connected with Congestion (1965). Where the load never changed, the
 * history says nothing, and the number of people remains. Both models are weighted by Akaike's criterion (K. Burnham and D.
 * Anderson, Model Selection and Multimodel Inference, 2002).
 */
export function staffingOf(occupancy: Occupancy, stays: readonly WorkedStay[], people: number): Staffing {
  const { columns } = occupancy;
  const all = Array.from({ length: columns }, (_, column) => poolOf(occupancy, stays, column, true));
  const own = Array.from({ length: columns }, (_, column) => poolOf(occupancy, stays, column, false));
  const shared = likelihoods(all);
  const byColumn = own.map((pool) => likelihoods([pool]));
  const sharedScore = Math.max(...shared) - 1;
  const ownScore = byColumn.reduce((sum, each) => sum + Math.max(...each) - 1, 0);
  return {
    isSharedOdds: columns === 1 ? 1 : 1 / (1 + Math.exp(Math.min(500, ownScore - sharedScore))),
    shared: oddsOf(shared, people),
    byColumn: byColumn.map((each) => oddsOf(each, 0)),
  };
}

/** A capacity of that probability, from one random number (0 to 1) for the model and one for each column. */
export function drawCapacity(staffing: Staffing, random: readonly number[]): Capacity {
  const [model = 0, ...others] = random;
  if (model < staffing.isSharedOdds) return { isShared: true, of: [pick(staffing.shared, others[0] ?? 0)] };
  return { isShared: false, of: staffing.byColumn.map((odds, column) => pick(odds, others[column] ?? 0)) };
}

/** The pace of each card in a step, 0 to 1. */
export function paceIn(
  { columns, counts }: Occupancy,
  step: number,
  { isShared, of }: Capacity,
  column: number,
): number {
  const cards = sumIn(counts, step, columns, isShared ? null : column);
  return Math.min(1, of[isShared ? 0 : column]! / Math.max(1, cards));
}

/** The sum of a step, over all columns or of one. */
function sumIn(counts: Uint16Array, step: number, columns: number, column: number | null): number {
  if (column !== null) return counts[step * columns + column]!;
  let sum = 0;
  for (let each = 0; each < columns; each += 1) sum += counts[step * columns + each]!;
  return sum;
}

/** The times of a column, by the number of cards with which its cards shared people. Only when it was seen which cards were finished. */
function poolOf(occupancy: Occupancy, stays: readonly WorkedStay[], column: number, isShared: boolean): Pool {
  const { columns, counts, hidden, times } = occupancy;
  const among = isShared ? null : column;
  const most = mostCards(occupancy, among);
  const pool = { time: new Float64Array(most + 1), finished: new Float64Array(most + 1) };
  for (let step = 0; step + 1 < times.length; step += 1) {
    if (sumIn(hidden, step, columns, among) > 0) continue;
    const time = counts[step * columns + column]! * (times[step + 1]! - times[step]!);
    pool.time[sumIn(counts, step, columns, among)]! += time;
  }
  for (const stay of stays) {
    if (!stay.ends || stay.column !== column || stay.to <= stay.from) continue;
    const step = stepBefore(occupancy, stay.to);
    if (sumIn(hidden, step, columns, among) === 0) pool.finished[sumIn(counts, step, columns, among)]! += 1;
  }
  return pool;
}

function mostCards({ columns, counts }: Occupancy, column: number | null): number {
  let most = 1;
  for (let step = 0; step * columns < counts.length; step += 1) {
    most = Math.max(most, sumIn(counts, step, columns, column));
  }
  return most;
}

/** The logarithm of the likelihood of each capacity from 1 on, with the rate of each column at its best value. */
function likelihoods(pools: readonly Pool[]): number[] {
  const most = Math.max(...pools.map(({ time }) => time.length - 1));
  return Array.from({ length: most * beyond }, (_, at) => {
    const capacity = at + 1;
    let sum = 0;
    for (const { time, finished } of pools) {
      let [exposure, all] = [0, 0];
      for (let cards = 1; cards < time.length; cards += 1) {
        const pace = Math.min(1, capacity / cards);
        exposure += time[cards]! * pace;
        all += finished[cards]!;
        sum += finished[cards]! * Math.log(pace);
      }
      if (all > 0) sum -= all * Math.log(exposure);
    }
    return sum;
  });
}

/** With each doubling as probable as the others before the history is known, or near the number of people. */
function oddsOf(logs: readonly number[], people: number): number[] {
  const prior = (capacity: number) =>
    -Math.log(capacity) - (people > 0 ? Math.log(capacity / people) ** 2 / (2 * peopleSpread ** 2) : 0);
  const posterior = logs.map((log, at) => log + prior(at + 1));
  const best = Math.max(...posterior);
  const weights = posterior.map((each) => Math.exp(each - best));
  const sum = weights.reduce((total, each) => total + each, 0);
  return weights.map((each) => each / sum);
}

function pick(odds: readonly number[], random: number): number {
  let left = random;
  for (const [at, each] of odds.entries()) {
    left -= each;
    if (left < 0) return at + 1;
  }
  return odds.length;
}
