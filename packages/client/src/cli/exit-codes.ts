import { Refused, Unreachable } from '../index.js';

/** What a script can tell by the exit code. 1 is a fault of the program itself. */
export const exitCodes = {
  done: 0,
  /** The command line, a value in it or the environment is wrong. */
  usage: 2,
  /** The board's state refuses: a limit, a policy, a conflict. The same call again changes nothing. */
  refused: 3,
  /** Not now: the intake or a rate refuses until a time. */
  later: 4,
  /** The token is missing, not valid, or not allowed to do this. */
  notAllowed: 5,
  notFound: 6,
  /** Weir does not answer, or is overloaded. */
  unreachable: 7,
} as const;

/** A mistake in the command line or the environment. The message says what is wrong and what to write. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** No card can be pulled. The API refused nothing: it was not asked. */
export class NothingToPull extends Error {
  override name = 'NothingToPull';
}

/** The exit code of what a command threw; null for what only a fault of the program throws. */
export function exitCodeOf(error: unknown): number | null {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof NothingToPull) return exitCodes.refused;
  if (error instanceof Unreachable) return exitCodes.unreachable;
  if (!(error instanceof Refused)) return null;
  const { status } = error.problem;
  if (status === 401 || status === 403) return exitCodes.notAllowed;
  if (status === 404) return exitCodes.notFound;
  if (status === 400 || status === 422) return exitCodes.usage;
  if (status === 429) return exitCodes.later;
  return status >= 500 ? exitCodes.unreachable : exitCodes.refused;
}
