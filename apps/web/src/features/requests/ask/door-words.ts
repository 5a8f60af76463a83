import type { RequesterBoard } from '@weir/contract';
import { counted, inWord } from '../words';

/** The queue as it looks to who would join it. That there is room is not said while the gate lets nobody to it. */
export function queueInWords({ intake: { waiting, depth, gate }, classes }: RequesterBoard): string {
  if (depth === 0) return 'This board takes no requests.';
  const left = depth - waiting;
  if (left <= 0) return 'No place is free until one of them is answered.';
  if (gate.state !== 'open' && !classes.includes('standard')) return '';
  if (left === 1) return 'One place is left.';
  return waiting === 0 ? 'Nobody waits before you.' : `There is room for ${inWord(left)} more.`;
}

/** One's own requests against the quota. What one may still ask is not said while the door takes none of it. */
export function quotaInWords({ own: { open, quota }, classes }: RequesterBoard): string {
  const left = quota - open;
  if (left <= 0) return 'Wait for an answer, or withdraw one, to ask for something else.';
  if (!classes.includes('standard')) return '';
  return open === 0
    ? `You may have ${counted(quota, 'request')} waiting here.`
    : `You may ask for ${inWord(left)} more.`;
}
