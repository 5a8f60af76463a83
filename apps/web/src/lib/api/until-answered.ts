import type { Result } from '@/lib/api/result';
import { unlessBusy } from '@/lib/api/unless-busy';
import { passedOrOnline } from '@/lib/browser/passed-or-online';

const [firstPause, longestPause] = [1_000, 4_000];
/** How many times a call is repeated if a busy server refuses it. */
const timesBusy = 2;

/** Repeats a call until it gets an answer, and a few times while the server is busy. Calls `onWait` before each pause without a connection. */
export async function untilAnswered<T>(
  send: () => Promise<Result<T>>,
  onWait: () => void,
): Promise<Result<T>> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
    const result = await unlessBusy(send, timesBusy);
    if (result.ok || result.problem.code !== 'offline') return result;
    onWait();
    await passedOrOnline(pause);
  }
}
