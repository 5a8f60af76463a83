import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { addDays, type PlainDate } from '../time/plain-date.js';
import { dailyDeliveries, type Throughput, tooThin, windowDays } from './throughput.js';

/** Half of the days of a window: from a day to another, both included, and what was delivered in them. */
export type WindowPart = { from: PlainDate; to: PlainDate; days: number; delivered: number };

/**
 * Whether the two parts of a window, each half of its days, look like the same board. `pValue` (0 to 1): how often days in a
 * random order differ as much as the parts do. `window`: a shorter window, in days, that fits the later part and is thick enough
 * for a forecast; null if there is none or none is needed.
 */
export type Stability = {
  stable: boolean;
  earlier: WindowPart;
  later: WindowPart;
  pValue: number;
  window: number | null;
};

const permutations = 1_999;
/** A difference that chance makes in fewer windows than this is not taken for chance. */
const significance = 0.05;
/** A smaller difference between the parts moves a forecast less than its own spread does, however certain it is. */
const leastRatio = 1.25;

/**
 * Compares the two parts of a window. A forecast takes the days to come for days like those in the window; if the board became
 * faster or slower within it, the forecast describes a board that is not there any more.
 *
 * The test is a two-sided permutation test of the difference between the parts' daily throughput. It needs no distribution,
 * so many days without a delivery and ties do not disturb it. Sources: P. Good, Permutation, Parametric and Bootstrap Tests of
 * Hypotheses (3rd ed., 2005), chapter 3; for the p-value of sampled permutations, which is never zero, B. Phipson and G. Smyth,
 * Permutation P-values Should Never Be Zero (2010). The window is unstable if p is below 0.05 and one part is faster than the other by a quarter.
 * So at most one stable window in twenty is called unstable.
 */
export function stabilityOf(throughput: Throughput): Stability {
  const { days } = dailyDeliveries(throughput);
  const length = Math.floor(days.length / 2);
  const split = days.length - length;
  const part = (from: number, to: number): WindowPart => ({
    from: addDays(throughput.from, from),
    to: addDays(throughput.from, to - 1),
    days: to - from,
    delivered: sum(days.subarray(from, to)),
  });
  const [earlier, later] = [part(0, split), part(split, days.length)];
  const pValue = permutationTest(days, length, throughput.seed);
  const [slow = 0, fast = 0] = [earlier, later].map(rate).toSorted((one, other) => one - other);
  const stable = pValue >= significance || fast < slow * leastRatio;
  return { stable, earlier, later, pValue, window: stable ? null : shorterWindow(throughput, later) };
}

/**
 * The share of permutations in which the last `length` days differ from the others by at least as much as they do in the
 * given order. Since the sum of all days is the same, the differences compare as the distances from the expected sum do.
 */
function permutationTest(days: Uint32Array, length: number, seed: number): number {
  const random = xoroshiro128plus(seed);
  const order = days.slice();
  const expected = (sum(days) * length) / days.length;
  const observed = Math.abs(sum(days.subarray(days.length - length)) - expected);
  let asExtreme = 1;
  for (let permutation = 0; permutation < permutations; permutation += 1) {
    let drawn = 0;
    for (let at = 0; at < length; at += 1) {
      const part = (random.next() >>> 0) / 2 ** 32;
      const other = at + ((part * (order.length - at)) >>> 0);
      const value = order[other]!;
      order[other] = order[at]!;
      order[at] = value;
      drawn += value;
    }
    // A tolerance for the rounding of `expected`; sums are whole numbers.
    if (drawn >= expected + observed - 1e-6 || drawn <= expected - observed + 1e-6) asExtreme += 1;
  }
  return asExtreme / (permutations + 1);
}

function shorterWindow(throughput: Throughput, later: WindowPart): number | null {
  if (later.days < windowDays.least) return null;
  return tooThin(dailyDeliveries({ ...throughput, from: later.from }), later) ? null : later.days;
}

function rate({ delivered, days }: WindowPart): number {
  return days === 0 ? 0 : delivered / days;
}

function sum(days: Uint32Array): number {
  return days.reduce((total, each) => total + each, 0);
}
