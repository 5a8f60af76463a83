const minute = 60_000;
/** The wait after the first failed attempt, after the second, and so on. After the last one the mail is given up. */
const waits = [1, 5, 30, 120, 480].map((minutes) => minutes * minute);
const tooOld = 2 * 24 * 60 * minute;

/** When to try again a mail that failed because the server takes no mail at all. */
export function whenServerIsBack(now: Date): Date {
  return new Date(now.getTime() + minute);
}

/** When a mail with this many failed attempts is tried again; null if it is given up. */
export function nextTry(failed: number, now: Date): Date | null {
  const wait = waits[failed - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** Whether a mail that was never tried is too old to be news. One that the cap held back is not: it was kept for later. */
export function isStale(
  { at, attempts, heldAt }: { at: Date; attempts: number; heldAt: Date | null },
  now: Date,
): boolean {
  return heldAt === null && attempts === 0 && now.getTime() - at.getTime() > tooOld;
}
