import { createWords } from '@weir/words/catalogue';
import type { GuestLinkToMail } from '../mail.repository.js';
import { layOut } from './layout.js';
import type { Letter, Reader } from './letter.js';

/** Has the guest’s own link: they asked for it with one that had expired. */
export function letterOfGuestLink(
  { name, language, timeZone }: Reader,
  { workspace }: GuestLinkToMail,
  link: string,
): Letter {
  const words = createWords(language, timeZone);
  const { t } = words;
  return layOut(words, {
    subject: t('mail.guestLink.subject'),
    greeting: t('mail.greeting', { name }),
    happened: t('mail.guestLink.who', { workspace }),
    now: t('mail.guestLink.now'),
    link: { text: t('mail.guestLink.link'), to: link },
    footer: [t('mail.guestLink.notYou')],
    stop: null,
  });
}
