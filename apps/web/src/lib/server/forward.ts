import { writerHeader } from '../api/writer-header';
import { env } from '../env';
import { clientHeaders } from './client-address';
import { isSameOrigin } from './same-origin';
import type { BrowserSession } from './session';
import { mintToken } from './token';
import { callUpstream, refusal, unreachable, upstreamUrl } from './upstream';

/** The API refuses smaller bodies already. Beyond this size we stop reading. */
const largestBody = 2 * 1024 * 1024;

const requestHeaders = [
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'time-zone',
  // The API decides whether it trusts them.
  'traceparent',
  'tracestate',
  'user-agent',
];
const responseHeaders = [
  'board-seq',
  'content-disposition',
  'content-language',
  'content-type',
  'etag',
  'location',
  'retry-after',
  'vary',
];

/**
 * Passes a browser's call to the API, and the answer back unbuffered. The browser's cookie stays here: the API gets
 * a token of one minute or, below `v1/forms`, the token of a guest's link. `segments` is the decoded path.
 */
export async function forward(
  request: Request,
  segments: string[],
  session: BrowserSession | null,
): Promise<Response> {
  const path = apiPath(segments);
  const writer = request.headers.get(writerHeader);
  const acceptLanguage = request.headers.get('accept-language');
  const refuse = (why: Parameters<typeof refusal>[0]) => refusal(why, acceptLanguage);
  if (!path) return refuse({ code: 'not-found', detail: { key: 'noSuchCall' } });
  if (!isSameOrigin(request, env().NEXTAUTH_URL))
    return refuse({ code: 'not-allowed', detail: { key: 'otherSite' } });
  // The write waited in a tab until its author had signed out, or somebody else had signed in.
  if (writer !== null && writer !== session?.userId) return refuse({ code: 'not-signed-in' });

  // A file is streamed to the API, which limits its time and size.
  const isFile = request.headers.get('content-type') === 'application/octet-stream';
  const body = isFile ? (request.body ?? undefined) : await bodyOf(request);
  if (body === 'too-large')
    return refuse({ code: 'too-large', detail: { key: 'bodyTooLarge', values: { limit: '2 MiB' } } });

  const { search } = new URL(request.url);
  const init = {
    method: request.method,
    headers: await headersFor(request, segments, session),
    body,
    ...(isFile && { duplex: 'half' }),
    redirect: 'manual',
    cache: 'no-store',
    signal: request.signal,
  } satisfies RequestInit;
  const sent = isFile ? fetch(upstreamUrl(path) + search, init) : callUpstream(path, init, search);
  const answer = await sent.catch(() => null);
  if (!answer) return unreachable(acceptLanguage);
  const headers = pick(answer.headers, responseHeaders);
  // After signing out nothing is left. The page keeps answers with their ETags in its memory. Only what never changes stays in
  // the browser: a person's picture, whose address nobody can guess.
  const kept = answer.headers.get('cache-control');
  headers.set('cache-control', kept?.includes('immutable') ? kept : 'no-store');
  return new Response(answer.body, { status: answer.status, headers });
}

/** The path at the API, or null if browsers may not call it. Sessions start and end by next-auth's routes. */
function apiPath(segments: string[]): string | null {
  const clean = segments.every((part) => part !== '' && part !== '.' && part !== '..' && !/[/\\]/.test(part));
  if (!clean || segments[0] !== 'v1' || segments[1] === 'sessions') return null;
  return `/${segments.map(encodeURIComponent).join('/')}`;
}

async function headersFor(
  request: Request,
  segments: string[],
  session: BrowserSession | null,
): Promise<Headers> {
  const headers = pick(request.headers, requestHeaders);
  headers.set('accept-encoding', 'identity');
  for (const [name, value] of Object.entries(clientHeaders(request.headers.get('x-forwarded-for'))))
    headers.set(name, value);
  const guest = segments[1] === 'forms' && request.headers.get('authorization');
  if (guest && /^Guest \S+$/.test(guest)) headers.set('authorization', guest);
  else if (session) headers.set('authorization', `Bearer ${await mintToken(session)}`);
  return headers;
}

function pick(from: Headers, names: string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer> | 'too-large' | undefined> {
  if (!request.body) return undefined;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > largestBody) return 'too-large';
    parts.push(part);
  }
  return size === 0 ? undefined : new Uint8Array(Buffer.concat(parts));
}
