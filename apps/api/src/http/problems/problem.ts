import { type InputFault, problems } from '@weir/contract';
import { type FaultCode, faultText, limitSubjectText, problemText, type Words, worded } from '@weir/words';
import type { Refusal } from '../../result.js';

export type ProblemResponse = {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
};

/** Turns a refusal into `application/problem+json` (RFC 9457), worded for the caller, in one place. */
export function problemOf(refusal: Refusal, words: Words): ProblemResponse {
  const { code, detail } = refusal;
  const facts = worded(words, refusal.facts ?? {}) as Record<string, unknown>;
  const text = problemText(words, { code, facts, detail });
  const { status } = problems[code];
  const body = { type: `/problems/${code}`, ...text, status, code, ...shown(words, facts) };
  return { status, headers: headersOf(refusal), body };
}

/** The facts as the caller reads them: each fault of the input has its message, each limit the name of its subject. */
function shown(words: Words, facts: Record<string, unknown>): Record<string, unknown> {
  const { errors, limits } = facts;
  return {
    ...facts,
    ...(Array.isArray(errors) && { errors: errors.map((fault) => withMessage(words, fault)) }),
    ...(Array.isArray(limits) && { limits: limits.map((limit) => withName(words, limit)) }),
  };
}

function withMessage(words: Words, { path, code, params }: InputFault<FaultCode>) {
  return { path, code, ...(params && { params }), message: faultText(words, code, params) };
}

function withName({ t }: Words, limit: Parameters<typeof limitSubjectText>[1]) {
  return { ...limit, of: limitSubjectText(t, limit) };
}

function headersOf({ code, facts }: Refusal): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8' };
  if (code === 'not-signed-in') headers['www-authenticate'] = 'Bearer';
  if (Array.isArray(facts?.allowed)) headers.allow = facts.allowed.join(', ');
  const wait = facts?.retryAfterSeconds;
  if (typeof wait === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(wait)));
  return headers;
}
