import type { Event } from '@weir/contract';
import { dayOf } from './local-days.js';

type Answer = { kind?: string; by?: string | null } | null;
type Request = { submittedAt: number; answeredAt: number | null; kind: string | null; isByPerson: boolean };

const columns = new Map(
  Object.entries({
    accepted: ['accept', 'trade'],
    notNow: ['decline', 'defer', 'expired', 'shed'],
    other: ['duplicate', 'redirect', 'withdrawn'],
  }).flatMap(([column, kinds]) => kinds.map((kind) => [kind, column as 'accepted' | 'notNow' | 'other'])),
);

/** When the requests of a board were submitted and answered, from its events. */
export class RequestHistory {
  private readonly known = new Map<number, Request>();

  look(requests: ReadonlyMap<number, Record<string, unknown>>, event: Event): void {
    const at = Date.parse(event.at);
    for (const [number, values] of requests) {
      const answer = values.answer as Answer;
      const request = this.known.get(number) ?? {
        ...{ submittedAt: at, answeredAt: null, kind: null, isByPerson: false },
      };
      this.known.set(number, request);
      if (!answer || request.answeredAt !== null) continue;
      request.answeredAt = at;
      request.kind = answer.kind ?? 'withdrawn';
      request.isByPerson = Boolean(answer.by) && request.kind !== 'withdrawn';
    }
  }

  submittedAt(number: number | null): number | null {
    return (number !== null && this.known.get(number)?.submittedAt) || null;
  }

  /** The figures of some days. */
  figures(from: string, to: string, zone: string) {
    const isIn = (at: number | null) => at !== null && dayOf(at, zone) >= from && dayOf(at, zone) <= to;
    const all = [...this.known.values()];
    const answered = all.filter(({ answeredAt }) => isIn(answeredAt));
    const days = new Map<string, { submitted: number; accepted: number; notNow: number; other: number }>();
    const count = (at: number, column: 'submitted' | 'accepted' | 'notNow' | 'other') => {
      const day = days.get(dayOf(at, zone)) ?? { submitted: 0, accepted: 0, notNow: 0, other: 0 };
      days.set(dayOf(at, zone), day);
      day[column] += 1;
    };
    const submitted = all.filter(({ submittedAt }) => isIn(submittedAt));
    for (const { submittedAt } of submitted) count(submittedAt, 'submitted');
    for (const { answeredAt, kind } of answered)
      count(answeredAt as number, columns.get(kind as string) as 'other');
    return {
      submitted: submitted.length,
      waiting: all.filter(({ answeredAt }) => answeredAt === null).length,
      kinds: answered.map(({ kind }) => kind as string),
      seconds: answered.flatMap(({ isByPerson, submittedAt, answeredAt }) =>
        isByPerson ? [Math.floor(((answeredAt as number) - submittedAt) / 1000)] : [],
      ),
      days,
    };
  }
}
