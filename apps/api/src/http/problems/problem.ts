import { problems } from '@weir/contract';
import type { Refusal } from '../../result.js';

export type ProblemAnswer = {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
};

/** The one place that turns a refusal into `application/problem+json` (RFC 9457). */
export function problemOf(refusal: Refusal): ProblemAnswer {
  const { code, detail, facts } = refusal;
  const { status, title, meaning } = problems[code];
  const body = { type: `/problems/${code}`, title, status, detail: detail ?? meaning, code, ...facts };
  return { status, headers: headersOf(refusal), body };
}

function headersOf({ code, facts }: Refusal): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8' };
  if (code === 'not-signed-in') headers['www-authenticate'] = 'Bearer';
  const wait = facts?.retryAfterSeconds;
  if (typeof wait === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(wait)));
  return headers;
}
