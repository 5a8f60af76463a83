import { retryAfterOf, Unreachable } from './refusals.js';
import type { RetryBudget } from './retry-budget.js';

export type Retries = {
  /** How often a call is sent at most, the first time included. */
  attempts: number;
  /** Seconds that a call waits between attempts in all. A longer `Retry-After` is not waited for: the refusal is the answer. */
  patience: number;
  /** Seconds for one attempt. Streams and files are not bounded. */
  timeout: number;
};

/** What may go away by itself. */
const passing = [408, 429, 502, 503, 504];
/** The first pause in seconds where the answer names none; then twice as long each time, and at random up to that. */
const firstPause = 0.2;

/** A fetch that sends a call again where that is safe: a read, a write with an idempotency key, and one that has not begun. */
export function retrying(
  fetch: typeof globalThis.fetch,
  retries: Retries,
  budget: RetryBudget,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const isSafe =
      request.method === 'GET' || request.method === 'HEAD' || request.headers.has('idempotency-key');
    let waited = 0;
    budget.save();
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await send(fetch, request.clone(), retries.timeout);
      const isOver = outcome instanceof Response && !passing.includes(outcome.status);
      const wasNotBegun = outcome instanceof Response && outcome.status === 429;
      const named = outcome instanceof Response ? retryAfterOf(outcome) : null;
      const pause = named ?? Math.random() * firstPause * 2 ** (attempt - 1);
      const isLast = attempt >= retries.attempts || waited + pause > retries.patience;
      if (isOver || !(isSafe || wasNotBegun) || isLast || !budget.spend()) return orThrow(outcome, request);
      if (outcome instanceof Response) await outcome.body?.cancel();
      await sleep(pause * 1000, request.signal);
      waited += pause;
    }
  };
}

/** One attempt: the answer, or why there is none. Documents are read to their end, because a connection can break in the middle. */
async function send(
  fetch: typeof globalThis.fetch,
  request: Request,
  timeout: number,
): Promise<Response | Error> {
  const isUnbounded =
    request.headers.get('accept')?.includes('text/event-stream') || !isShort(request.headers);
  const signal = isUnbounded
    ? request.signal
    : AbortSignal.any([request.signal, AbortSignal.timeout(timeout * 1000)]);
  try {
    const answer = await fetch(request, { signal });
    if (!/json/.test(answer.headers.get('content-type') ?? '')) return answer;
    const { status, statusText, headers } = answer;
    return new Response(await answer.arrayBuffer(), { status, statusText, headers });
  } catch (error) {
    request.signal.throwIfAborted();
    return error as Error;
  }
}

/** Whether a request has no body or a document, and not a file. */
function isShort(headers: Headers): boolean {
  return /^application\/json|^$/.test(headers.get('content-type') ?? '');
}

function orThrow(outcome: Response | Error, { method, url }: Request): Response {
  if (outcome instanceof Response) return outcome;
  throw new Unreachable(`${method} ${new URL(url).origin}: no answer. Is it the address of a running Weir?`, {
    cause: outcome,
  });
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      signal.removeEventListener('abort', abort);
      resolve();
    }
    function abort() {
      clearTimeout(timer);
      reject(signal.reason);
    }
    signal.addEventListener('abort', abort, { once: true });
  });
}
