import type { Result } from '@/lib/api/result';

/** Seconds. A server that is busy for longer is not waited for: the refusal is the answer. */
const longestWait = 2;

/**
 * Makes a call, and again up to `times` times if the server refuses it because it is busy for a moment. It waits as long as the server
 * asks for, and up to half of that more, so that callers who were refused together don't come back together.
 */
export async function unlessBusy<T>(send: () => Promise<Result<T>>, times: number): Promise<Result<T>> {
  for (let left = times; ; left -= 1) {
    const result = await send();
    if (result.ok || left === 0 || result.problem.code !== 'overloaded') return result;
    const { retryAfterSeconds: seconds } = result.problem;
    if (typeof seconds !== 'number' || seconds > longestWait) return result;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 2)));
  }
}
