import { staleVersion } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type Asked, answerOf } from './request-document.js';

/** The request, if it is there, waits for its answer, and is as the caller saw it. */
export function stillWaiting(asked: Asked | null, version: number | null): Result<Asked> {
  if (!asked) return refuse('not-found');
  const { answer, version: stands } = asked.facts;
  if (answer) return refuse('already-answered', { answer: answerOf(answer) });
  if (version !== null && version !== stands) return staleVersion(stands);
  return ok(asked);
}
