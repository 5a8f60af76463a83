const minute = 60_000;
/** After the first attempt that failed, the second, and so on; after the last of these there is no other. */
const waits = [1, 5, 30, 120, 480].map((minutes) => minutes * minute);
const tooOld = 2 * 24 * 60 * minute;

/** When a mail that has failed so many times is tried again; null: it is given up. */
export function nextTry(failed: number, now: Date): Date | null {
  const wait = waits[failed - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** Written when no e-mail went out: news of two days ago would come as if it were new. */
export function isStale({ at, attempts }: { at: Date; attempts: number }, now: Date): boolean {
  return attempts === 0 && now.getTime() - at.getTime() > tooOld;
}
