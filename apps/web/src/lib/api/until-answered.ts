import type { Result } from '@/lib/api/result';

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

/** Resolves after so many milliseconds, or when the browser is online again. */
export function passedOrOnline(time: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, time);
    window.addEventListener('online', end);
  });
}
