/** Resolves after this many milliseconds, or when the browser is online again. */
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
