import type { Translate } from '@weir/words';

/** The reason of a block to show: the text of a person, or what a code of the system says. */
export function blockReason(t: Translate, reason: string): string {
  switch (reason) {
    case 'weir:leaseExpiredTwice':
      return t('card.systemBlock.leaseExpiredTwice');
    case 'weir:leaseExpiredNoRoom':
      return t('card.systemBlock.leaseExpiredNoRoom');
    default:
      return reason;
  }
}
