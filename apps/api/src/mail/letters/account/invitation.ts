import type { Words } from '@weir/words';
import type { InvitationToMail } from '../../mail.repository.js';
import { type Letter, onItsOwn, type Reader } from '../letter.js';

/** Has the link that proves the address. Its subject has nothing that was typed: the address may be anyone's. */
export function letterOfInvitation(
  { t, dates }: Words,
  { timeZone }: Reader,
  { workspace, by, expiresAt }: InvitationToMail,
  link: string,
): Letter {
  const until = dates.instant(expiresAt, timeZone ?? 'UTC');
  return {
    ...onItsOwn,
    subject: t('mail.invitation.subject'),
    happened: t('mail.invitation.who', { name: by?.name ?? '', workspace }),
    now: t('mail.invitation.now'),
    link: { text: t('mail.invitation.link'), to: link },
    footer: [t('mail.invitation.until', { until }), t('mail.invitation.notYou')],
  };
}
