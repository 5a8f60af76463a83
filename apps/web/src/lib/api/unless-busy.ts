import type { Result } from '@/lib/api/result';

/** Seconds. If the server asks for a longer wait, the refusal is the result. */
const longestWait = 2;

/**
 * Makes a call, and repeats it up to `times` times while the server refuses it because it is busy. It waits for as long as the server
 * asks and up to half of that more, so that callers who were refused together don't return together.
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
