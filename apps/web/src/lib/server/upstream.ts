import { type InputFault, type ProblemCode, problems } from '@weir/contract';
import {
  type Detail,
  type FaultCode,
  faultText,
  type Language,
  pickLanguage,
  problemText,
} from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { env } from '@/lib/env';

/** Milliseconds for calls that a page or a sign-in waits for. The browser limits its own calls. */
export const patience = 10_000;

/** The address of a path at the API, which begins with `/v1/` or `/health/`. */
export function upstreamUrl(path: string): string {
  return env().WEIR_API_URL.replace(/\/$/, '') + path;
}

/** Answers for the API while it cannot be reached, in the API's own form. */
export function unreachable(acceptLanguage: string | null): Response {
  const facts = { retryAfterSeconds: 5 };
  return refusal({ code: 'overloaded', facts, detail: { key: 'unreachable' } }, acceptLanguage);
}

type Facts = { retryAfterSeconds?: number; errors?: InputFault<FaultCode>[] };

/** A problem of the web's server, worded like the API's. */
export function refusal(
  { code, facts = {}, detail }: { code: ProblemCode; facts?: Facts; detail?: Detail | undefined },
  acceptLanguage: string | null,
): Response {
  const words = createWords(pickLanguage(acceptLanguage));
  const text = problemText(words, { code, facts, detail });
  const { errors, ...others } = facts;
  const worded = errors?.map((fault) => ({ ...fault, message: faultText(words, fault.code, fault.params) }));
  const { status } = problems[code];
  const body = { type: `/problems/${code}`, ...text, status, code, ...others };
  return problemResponse({ ...body, ...(worded && { errors: worded }) }, words.language);
}

function problemResponse(body: { status: number; retryAfterSeconds?: number }, language: Language): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8' });
  headers.set('cache-control', 'no-store');
  headers.set('content-language', language);
  headers.set('vary', 'accept-language');
  if (body.retryAfterSeconds) headers.set('retry-after', String(body.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
