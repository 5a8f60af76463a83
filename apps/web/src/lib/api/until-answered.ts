import type { Result } from '@/lib/api/result';
import { passedOrOnline } from '@/lib/browser/passed-or-online';

const [firstPause, longestPause] = [1_000, 4_000];

/** Makes a call again until something answers. `onWait` is called before each pause. */
export async function untilAnswered<T>(
  send: () => Promise<Result<T>>,
  onWait: () => void,
): Promise<Result<T>> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
    const result = await send();
    if (result.ok || result.problem.code !== 'offline') return result;
    onWait();
    await passedOrOnline(pause);
  }
}
