import { type Refusal, refuse } from '../../result.js';

type No = { ok: false; refusal: Refusal };

/** `If-Match` named another version than the one that stands. */
export function staleVersion(version: number): No {
  return refuse('precondition-failed', { version: `"${version}"` });
}

export function invalidAll(errors: { path: string; message: string }[]): No {
  return refuse('invalid-input', { errors });
}

/** One fault of what was sent, that only the database could find. */
export function invalid(path: string, message: string): No {
  return invalidAll([{ path, message }]);
}

export function notOfTheTeam(path: string): No {
  return invalid(path, 'names somebody who can’t be given work here: owners, managers and members can');
}
