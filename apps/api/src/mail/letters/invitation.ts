import { createWords } from '@weir/words/catalogue';
import type { InvitationToMail } from '../mail.repository.js';
import { layOut } from './layout.js';
import type { Letter, Reader } from './letter.js';

/** Has the link that proves the address. Its subject has nothing that was typed: the address may be anyone's. */
export function letterOfInvitation(
  { language, timeZone }: Reader,
  { workspace, by, expiresAt }: InvitationToMail,
  link: string,
): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  const until = dates.instant(expiresAt, timeZone ?? 'UTC');
  return layOut(words, {
    subject: t('mail.invitation.subject'),
    greeting: null,
    happened: t('mail.invitation.who', { name: by?.name ?? '', workspace }),
    now: t('mail.invitation.now'),
    link: { text: t('mail.invitation.link'), to: link },
    footer: [t('mail.invitation.until', { until }), t('mail.invitation.notYou')],
    stop: null,
  });
}
