import { type ConflictCode, conflicts, type InputFault } from '@weir/contract';
import type { FaultCode } from '@weir/words';
import { type Refusal, refuse } from '../../result.js';

/** A fault of the input itself, so never a conflict with the state. */
export type InvalidCode = Exclude<FaultCode, ConflictCode>;
type Refused = { ok: false; refusal: Refusal };

/** `If-Match` named another version than the current one. */
export function staleVersion(version: number): Refused {
  return refuse('precondition-failed', { version: `"${version}"` });
}

/** Refuses where the caller saw another version; null where it is the current one, or any will do. */
export function refuseStale(seen: number | null, current: number): Refused | null {
  return seen === null || seen === current ? null : staleVersion(current);
}

export function invalidAll(errors: InputFault<InvalidCode>[]): Refused {
  return { ok: false, refusal: { code: 'invalid-input', facts: { errors } } };
}

/** One fault of the input that only the database could find. */
export function invalid(path: string, code: InvalidCode, params?: InputFault['params']): Refused {
  return invalidAll([{ path, code, ...(params && { params }) }]);
}

/** A valid value that the current state refuses. Checked after all that can be invalid: 422 comes before 409. */
export function conflict(
  path: string,
  code: ConflictCode,
  params?: InputFault['params'],
  facts: Readonly<Record<string, unknown>> = {},
): Refused {
  const errors = [{ path, code, ...(params && { params }) }];
  return { ok: false, refusal: { code: conflicts[code], facts: { ...facts, errors } } };
}
