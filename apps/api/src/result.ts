import type { FactsOf, ProblemCode } from '@weir/contract';
import type { TimeBoundName } from '@weir/contract/time-bounds';
import type { Result as DomainResult } from '@weir/domain';
import type { Detail } from '@weir/words';

/**
 * A refusal by policy: a code of the contract's table with its facts, and where they don't say it all, what is special in
 * this case. `door`: what the database knew of a board's door when it refused, for the service that explains it. `bound`: the
 * bound of time that fired, for the log and the metrics.
 */
export type Refusal = {
  code: ProblemCode;
  facts?: Readonly<Record<string, unknown>>;
  detail?: Detail;
  door?: unknown;
  bound?: TimeBoundName;
};

/**
 * What a service returns: the value or a refusal. `replayed`: the same call was answered before, under its key. `seq`: the
 * board's, after a write to it.
 */
export type Result<T> = DomainResult<T, Refusal> & { replayed?: true; seq?: number };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** A refusal with the facts that its code requires. */
export function refuse<Code extends ProblemCode>(
  code: Code,
  ...[facts, detail]: Record<never, never> extends FactsOf<Code>
    ? [facts?: FactsOf<Code>, detail?: Detail]
    : [facts: FactsOf<Code>, detail?: Detail]
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...(facts && { facts }), ...(detail !== undefined && { detail }) } };
}

/** Carries a refusal out of a guard, a pipe or a transaction; not an error, so no stack is taken. */
export class Refused {
  constructor(readonly refusal: Refusal) {}
}

/** When to try again where the server itself refuses: it is busy for a moment, or something of it is full. */
export const retryAfter = { busy: { retryAfterSeconds: 1 }, full: { retryAfterSeconds: 5 } } as const;
