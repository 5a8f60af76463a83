import { addDays, type PlainDate } from '../time/plain-date.js';
import { type Completion, oddsBy } from './completion.js';
import { horizonDays } from './simulation.js';

/**
 * When a card that waits on requests of other boards is delivered: the later of two days. The first is the day on which its own board
 * has delivered all cards up to it, as if it did not wait. The second is the day on which the last of the requests is delivered, plus
 * the time for the remaining work: the time that its board needs for the next card.
 *
 *     P(delivered by day d) = own(d) · Σ over days k: P(the last request is delivered on day k) · next(d − k)
 *
 * `own`, `next` and `awaited` are treated as independent. Boards that share people or causes are late together. Then the maximum is
 * earlier than computed here, and the sum is later in its worse cases, so the true days can be earlier or later. The result has the days
 * and the calendar of `own`.
 */
export function completionAfter(
  own: Completion,
  next: Completion,
  awaited: readonly Completion[],
): Completion {
  const { today, calendar } = own;
  const dayOf = (day: number): PlainDate => addDays(today, day);
  const all = Array.from({ length: horizonDays + 1 }, (_, day) =>
    awaited.reduce((product, each) => product * oddsBy(each, dayOf(day)), 1),
  );
  const shares = all.map((odds, day) => odds - (all[day - 1] ?? 0));
  const ownOdds = (day: number) => own.odds[Math.min(day, own.odds.length - 1)] ?? 0;
  // From its last day on, the odds of the next card stay as they are. So the earlier days need no sum.
  const lastDay = next.odds.length - 1;
  const odds = all.map((_, day) => {
    let done = (all[day - lastDay] ?? 0) * (next.odds[lastDay] ?? 0);
    for (let end = Math.max(0, day - lastDay + 1); end <= day; end += 1) {
      done += (shares[end] ?? 0) * (next.odds[day - end] ?? 0);
    }
    return ownOdds(day) * done;
  });
  return { odds, today, calendar };
}

/** The first days by which the work is done with a probability of 50% and 85%; null if more than two years ahead. */
export function daysOfCompletion({ odds, today }: Completion): {
  p50: PlainDate | null;
  p85: PlainDate | null;
} {
  return { p50: firstDay(0.5), p85: firstDay(0.85) };

  function firstDay(share: number): PlainDate | null {
    const day = odds.findIndex((each) => each >= share - rounding);
    return day === -1 || day > horizonDays ? null : addDays(today, day);
  }
}

/** Allows for rounding: a sum of many products can be slightly below a share that it reaches exactly. */
const rounding = 1e-9;
