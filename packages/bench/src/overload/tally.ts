import { type Latency, latencyOf } from '../measure/percentiles.js';
import type { Outcome } from './caller-connections.js';
import { type CallClass, type CallerKind, callClasses, callerKinds } from './mix.js';

/** The results of the calls of a class by one kind of caller. Latencies are in milliseconds from the scheduled time. */
type Row = {
  class: CallClass;
  caller: CallerKind;
  offered: number;
  /** Useful answers: 2xx, 3xx, and 409, by which a full column refuses. */
  answered: number;
  /** Useful answers before the load ended. */
  answeredInTime: number;
  /** 503 and 429. */
  refused: number;
  timeout: number;
  noConnection: number;
  broken: number;
  /** Answers with another status. */
  wrong: number;
  latency: Latency;
  latencyOfRefusals: Latency;
};
export type Tally = {
  rows: Row[];
  /** Of all useful answers, and of all refusals. */
  latency: Latency;
  latencyOfRefusals: Latency;
  /** The first wrong answer, which helps to find the cause. */
  firstWrong: string | null;
};

type Counts = Omit<Row, 'latency' | 'latencyOfRefusals'> & { latencies: number[]; refusals: number[] };

export class Counting {
  private readonly rows = callerKinds.flatMap((caller) =>
    callClasses.map((each): Counts => {
      const counts = { offered: 0, answered: 0, answeredInTime: 0, refused: 0 };
      const failures = { timeout: 0, noConnection: 0, broken: 0, wrong: 0 };
      return { class: each, caller, ...counts, ...failures, latencies: [], refusals: [] };
    }),
  );
  private firstWrong: string | null = null;

  offer(of: CallClass, caller: CallerKind): Counts {
    const row = this.rows.find((each) => each.class === of && each.caller === caller)!;
    row.offered += 1;
    return row;
  }

  /** `isInTime`: whether the load has not ended. Returns whether the answer is useful. */
  end(row: Counts, what: string, outcome: Outcome, latency: number, isInTime: boolean): boolean {
    if (typeof outcome === 'string') {
      row[outcome] += 1;
      return false;
    }
    if (outcome.status === 503 || outcome.status === 429) {
      row.refused += 1;
      row.refusals.push(latency);
      return false;
    }
    if (outcome.status >= 400 && outcome.status !== 409) {
      row.wrong += 1;
      this.firstWrong ??= `${what} was answered ${outcome.status}: ${outcome.body.slice(0, 500)}`;
      return false;
    }
    row.answered += 1;
    if (isInTime) row.answeredInTime += 1;
    row.latencies.push(latency);
    return true;
  }

  sum(): Tally {
    return {
      rows: this.rows
        .filter(({ offered }) => offered > 0)
        .map(({ latencies, refusals, ...counts }) => {
          return { ...counts, latency: latencyOf(latencies), latencyOfRefusals: latencyOf(refusals) };
        }),
      latency: latencyOf(this.rows.flatMap(({ latencies }) => latencies)),
      latencyOfRefusals: latencyOf(this.rows.flatMap(({ refusals }) => refusals)),
      firstWrong: this.firstWrong,
    };
  }
}

/** The sum of a count over rows. */
export function sumOf(
  rows: readonly Row[],
  count: 'answered' | 'answeredInTime' | 'refused' | 'wrong',
): number {
  return rows.reduce((sum, row) => sum + row[count], 0);
}
