const second = 1000;
const hour = 3600 * second;
/** After the first failure, three times as long after each further one, and never longer than the last. */
const firstWait = 10 * second;
const longestWait = 8 * hour;

/** For so long a message is tried again. Then it is given up, or its webhook turned off. */
export const patience = 72 * hour;
/** How many failures in a row show that a receiver is down: from then on it gets one message each time. */
export const failuresToOpen = 5;

/**
 * When to try again after this many failures, 1 or more. `random`, 0 to 1, spreads the attempts: receivers that were down together
 * are not called together. A receiver can ask for a longer wait.
 */
export function nextAttempt(failures: number, retryAfter: number | null, now: Date, random: number): Date {
  const wait = Math.min(firstWait * 3 ** (failures - 1), longestWait) * (0.8 + 0.4 * random);
  const asked = Math.min((retryAfter ?? 0) * second, longestWait);
  return new Date(now.getTime() + Math.max(wait, asked));
}
