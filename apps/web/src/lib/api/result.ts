import type { Problem } from '@weir/contract';
import { browserWords } from '@/lib/words/browser-words';
import type { Offline } from './offline';
import { ownProblem } from './own-problem';

/** Why a call did not succeed. One that the browser made itself has no texts of its own: the notice words its code. */
export type AnyProblem = Problem | Offline;

export type Result<T> = { ok: true; value: T; etag: string | null } | { ok: false; problem: AnyProblem };

export function notSent(errors: { path: string; message: string; code?: string }[]): Problem {
  return ownProblem('invalid-input', 422, {
    errors: errors.map((error) => ({ code: 'notValid', ...error })),
  });
}

/** Whether any other call would have the problem now too, so that none should be tried. */
export function stopsAllCalls({ code }: AnyProblem): boolean {
  return code === 'offline' || code === 'not-signed-in' || code === 'rate-limited' || code === 'overloaded';
}

/** Sends one call for each, some at once. After a problem that stops all calls it sends no more: the others have that problem too. */
export async function sendEach<Each, T>(
  all: readonly Each[],
  send: (each: Each) => Promise<Result<T>>,
  atOnce = 1,
): Promise<Result<T>[]> {
  const results: Result<T>[] = [];
  let stopped: Result<T> | null = null;
  const left = all.entries();
  const sendRest = async () => {
    for (const [at, each] of left) {
      const sent = stopped ?? (await send(each));
      results[at] = sent;
      if (!sent.ok && stopsAllCalls(sent.problem)) stopped = sent;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendRest));
  return results;
}

/** Reads an answer of the API, or of the web's server before it. `value` is undefined if there is no body. */
export async function resultOf<T>(answer: Response): Promise<Result<T>> {
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  if (answer.ok) {
    const value = (text && isJson ? JSON.parse(text) : undefined) as T;
    return { ok: true, value, etag: answer.headers.get('etag') };
  }
  return { ok: false, problem: isJson ? (JSON.parse(text) as Problem) : unreadable(answer.status) };
}

/** Something between the browser and Weir answered in place of Weir. */
function unreadable(status: number): Problem {
  return ownProblem('internal', 500, {}, browserWords()?.t('refusals.betweenUs', { status }));
}
