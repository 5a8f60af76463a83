'use client';

import { callOf, keyOf, leaveOpen, settled } from '@/lib/api/idempotency';
import { offline } from '@/lib/api/offline';
import { type Result, resultOf } from '@/lib/api/result';
import { writerHeader } from '@/lib/api/writer-header';
import { notifyWritten } from '@/lib/api/written';
import { notifySessionEnded } from '@/lib/session-ended';
import { browserWords } from '@/lib/words/browser-words';

type WriteOptions = {
  /** The version that the change is based on; 412 if it is no longer the current one. */
  ifMatch?: string | undefined;
  /** Completes even when the page is left. */
  keepalive?: boolean;
  guest?: string | undefined;
  /** The idempotency key, where the caller keeps it. */
  key?: string;
  /** The id of the person who made the write, if it may have waited. Nobody else sends it. */
  writer?: string | null;
};
type ReadOptions = {
  signal?: AbortSignal;
  /** The token of a guest's link. The call is made in the guest's name, without a session. */
  guest?: string;
  /** The path is not read again, so its answer is not kept. */
  isOneOff?: boolean;
};

/**
 * Calls the API from the browser. A refusal is a value, never an exception. Paths come from `paths`. A read sends
 * the ETag of its last answer and returns the same object if nothing changed. A write sends an idempotency key (see
 * `keyOf`).
 */
export const api = {
  get: <T>(path: string, options: ReadOptions = {}): Promise<Result<T>> => read<T>(path, options),
  post: <T>(path: string, body?: unknown, options: WriteOptions = {}) =>
    write<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options: WriteOptions = {}) => write<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options: WriteOptions = {}) =>
    write<T>('PATCH', path, body, options),
  delete: <T = undefined>(path: string, { body, ...options }: WriteOptions & { body?: unknown } = {}) =>
    write<T>('DELETE', path, body, options),
  /** A write that is kept as data, with its key. */
  send: <T>({
    method,
    path,
    body,
    ...options
  }: WriteOptions & { method: string; path: string; body?: unknown }) =>
    write<T>(method, path, body, options),
};

const mostAnswersKept = 60;
const lastAnswers = new Map<string, { etag: string; value: unknown }>();

async function read<T>(path: string, { signal, guest, isOneOff = false }: ReadOptions): Promise<Result<T>> {
  // Two guests of this tab read the same path.
  const name = guest === undefined ? path : `${path} ${guest}`;
  const last = lastAnswers.get(name);
  const headers = headersFor(guest);
  if (last) headers.set('if-none-match', last.etag);
  const answer = await send(path, { headers, signal: signal ?? null });
  if (!answer) return { ok: false, problem: offline };
  if (answer.status === 304 && last) return { ok: true, value: last.value as T, etag: last.etag };
  const result = await wholeResult<T>(answer, signal);
  if (result.ok && result.etag && !isOneOff) keep(name, result.etag, result.value);
  return result;
}

async function write<T>(
  method: string,
  path: string,
  body: unknown,
  { ifMatch, keepalive = false, guest, key, writer }: WriteOptions,
): Promise<Result<T>> {
  const headers = headersFor(guest);
  const text = body === undefined ? null : JSON.stringify(body);
  const call = callOf(method, path, body);
  if (text !== null) headers.set('content-type', 'application/json');
  if (ifMatch) headers.set('if-match', ifMatch);
  if (writer) headers.set(writerHeader, writer);
  headers.set('idempotency-key', key ?? keyOf(call));
  const answer = await send(path, { method, headers, body: text, keepalive });
  if (!answer) return { ok: false, problem: offline };
  const result = await wholeResult<T>(answer);
  const code = result.ok ? null : result.problem.code;
  const unknownOutcome = answer.status >= 500 || code === 'idempotency-key-running' || code === 'offline';
  if (!unknownOutcome) settled(call);
  else if (key !== undefined && code !== 'offline') leaveOpen(call, key);
  const seq = answer.headers.get('board-seq');
  if (result.ok && seq !== null) notifyWritten({ path, value: result.value, seq: Number(seq) });
  return result;
}

function headersFor(guest: string | undefined): Headers {
  const headers = new Headers({
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  });
  const timeZone = browserWords()?.timeZone;
  if (timeZone) headers.set('time-zone', timeZone);
  if (guest !== undefined) headers.set('authorization', `Guest ${guest}`);
  return headers;
}

/** Null if nothing answered. An abort by the caller stays an exception. */
async function send(path: string, init: RequestInit & { headers: Headers }): Promise<Response | null> {
  try {
    const answer = await fetch(`/api/weir${path}`, {
      ...init,
      cache: 'no-store',
      credentials: 'same-origin',
    });
    if (answer.status === 401 && !init.headers.has('authorization')) notifySessionEnded();
    return answer;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return null;
  }
}

/** An answer that was cut off counts as none. */
async function wholeResult<T>(answer: Response, signal?: AbortSignal): Promise<Result<T>> {
  try {
    return await resultOf<T>(answer);
  } catch (error) {
    if (signal?.aborted) throw error;
    return { ok: false, problem: offline };
  }
}

function keep(path: string, etag: string, value: unknown): void {
  lastAnswers.delete(path);
  lastAnswers.set(path, { etag, value });
  const oldest = lastAnswers.keys().next().value;
  if (lastAnswers.size > mostAnswersKept && oldest) lastAnswers.delete(oldest);
}
