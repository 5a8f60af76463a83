import { counted, inWord } from '@/features/intake/words';

/** The queue as it looks to who would join it. */
export function queueInWords(waiting: number, depth: number): string {
  if (depth === 0) return 'This board takes no requests.';
  const left = depth - waiting;
  if (left <= 0) return 'No place is free until one of them is answered.';
  if (left === 1) return 'One place is left.';
  return waiting === 0 ? 'Nobody waits before you.' : `There is room for ${inWord(left)} more.`;
}

/** One's own requests against the quota. */
export function quotaInWords(open: number, quota: number): string {
  const left = quota - open;
  if (left <= 0) return 'Wait for an answer, or withdraw one, to ask for something else.';
  return open === 0
    ? `You may have ${counted(quota, 'request')} waiting here.`
    : `You may ask for ${inWord(left)} more.`;
}
