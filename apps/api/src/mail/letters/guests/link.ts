import type { Words } from '@weir/words';
import type { GuestLinkToMail } from '../../mail.repository.js';
import { type Letter, onItsOwn, type Reader } from '../letter.js';

/** Has the guest’s own link: they asked for it with one that had expired. */
export function letterOfGuestLink(
  { t }: Words,
  { name }: Reader,
  { workspace }: GuestLinkToMail,
  link: string,
): Letter {
  return {
    ...onItsOwn,
    subject: t('mail.guestLink.subject'),
    greeting: t('mail.greeting', { name }),
    happened: t('mail.guestLink.who', { workspace }),
    now: t('mail.guestLink.now'),
    link: { text: t('mail.guestLink.link'), to: link },
    footer: [t('mail.guestLink.notYou')],
  };
}
