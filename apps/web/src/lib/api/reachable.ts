import { passedOrOnline } from '@/lib/browser/passed-or-online';

/** Milliseconds between two questions whether the server answers. */
export const askEvery = 2_500;
const patience = 2_500;

/** Whether the server and the API answer now. */
export async function isReachable(): Promise<boolean> {
  const answer = await fetch('/api/reachable', {
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  }).catch(() => null);
  return answer?.ok ?? false;
}

/** Resolves when the server and the API answer, or when `signal` aborts. */
export async function untilReachable(signal?: AbortSignal): Promise<void> {
  do await passedOrOnline(askEvery);
  while (!signal?.aborted && !(await isReachable()));
}
