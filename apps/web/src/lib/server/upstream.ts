import { type InputFault, type ProblemCode, problems } from '@weir/contract';
import { isLongerCall, longerBoundsOf, timeBoundsOf } from '@weir/contract/time-bounds';
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

/** Milliseconds in which the API must begin to answer. Its own bounds are shorter, so it answers unless it has ended or is frozen. */
function patienceFor(path: string): number {
  const bounds = isLongerCall(path) ? longerBoundsOf(env()) : timeBoundsOf(env());
  return bounds.front;
}

/** The address of a path at the API, which begins with `/v1/` or `/health/`. */
export function upstreamUrl(path: string): string {
  return env().WEIR_API_URL.replace(/\/$/, '') + path;
}

/** Reads a path of the API. Returns the refusal of `unreachable` if the whole answer does not arrive in time. */
export async function readUpstream(
  path: string,
  headers: HeadersInit,
  language: string | null,
): Promise<Response> {
  return fetch(upstreamUrl(path), {
    headers,
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceFor(path)),
  }).catch(() => unreachable(language));
}

/**
 * Calls the API. Rejects if it does not begin to answer in time; the rest of the answer, as of a stream or a file, may take longer.
 * `search`: the query of the address, with its question mark.
 */
export async function callUpstream(
  path: string,
  init: RequestInit & { signal: AbortSignal },
  search = '',
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceFor(path));
  try {
    return await fetch(upstreamUrl(path) + search, {
      ...init,
      cache: 'no-store',
      signal: AbortSignal.any([init.signal, late.signal]),
    });
  } finally {
    clearTimeout(timer);
  }
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
