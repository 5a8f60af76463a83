import type { Words } from '@weir/words';
import type { Confirmation } from '../../mail.repository.js';
import { type Letter, onItsOwn } from '../letter.js';

/** Asks to confirm the address of a new account. It may be anyone's, so the mail repeats nothing that was typed. */
export function letterToConfirmEmail({ t, dates }: Words, { expiresAt }: Confirmation, link: string): Letter {
  return {
    ...onItsOwn,
    subject: t('mail.address.subject'),
    happened: t('mail.address.who'),
    now: t('mail.address.now'),
    link: { text: t('mail.address.link'), to: link },
    footer: [t('mail.address.until', { until: dates.instant(expiresAt) }), t('mail.address.notYou')],
  };
}
