import type { InputFault } from '@weir/contract';
import type { FaultCode } from '@weir/words';
import { type Refusal, refuse } from '../../result.js';

type Refused = { ok: false; refusal: Refusal };

/** `If-Match` named another version than the current one. */
export function staleVersion(version: number): Refused {
  return refuse('precondition-failed', { version: `"${version}"` });
}

export function invalidAll(errors: InputFault<FaultCode>[]): Refused {
  return { ok: false, refusal: { code: 'invalid-input', facts: { errors } } };
}

/** One fault of the input that only the database could find. */
export function invalid(path: string, code: FaultCode, params?: InputFault['params']): Refused {
  return invalidAll([{ path, code, ...(params && { params }) }]);
}
