import { problem } from '@weir/contract';
import { env } from '@/lib/env';

/** The address of a path at the API, which begins with `/v1/` or `/health/`. */
export function upstreamUrl(path: string): string {
  return env().WEIR_API_URL.replace(/\/$/, '') + path;
}

/** Answers for the API while it cannot be reached, in the API's own form. */
export function unreachable(): Response {
  const body = problem(
    'overloaded',
    'Weir’s server can’t be reached right now. Try again in a few seconds; nothing you typed is lost.',
    { retryAfterSeconds: 5 },
  );
  return problemResponse(body);
}

export function problemResponse(body: { status: number; retryAfterSeconds?: number }): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8' });
  headers.set('cache-control', 'no-store');
  if (body.retryAfterSeconds) headers.set('retry-after', String(body.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
