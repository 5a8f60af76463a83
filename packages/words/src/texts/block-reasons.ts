import type { Translate } from '../messages.js';

/** Why the system blocked a card: a lease ran out for the second time, or where its card came from was no room. */
export type BlockReason = { code: 'leaseExpiredTwice' | 'leaseExpiredNoRoom' };

export function blockReasonText(t: Translate, { code }: BlockReason): string {
  return t(`card.systemBlock.${code}`);
}
