import type { Words } from '@weir/words';
import type { GuestWaitToMail } from '../../mail.repository.js';
import { type Letter, onItsOwn } from '../letter.js';

/** Asks to confirm an address that is to be notified of room. It may be anyone's, so the mail repeats nothing that was typed. */
export function letterToConfirmWait({ t, dates }: Words, wait: GuestWaitToMail, link: string): Letter {
  const { at, board, expiresAt, timeZone } = wait;
  return {
    ...onItsOwn,
    subject: t('mail.guestWait.subject'),
    happened: t('mail.guestWait.who', { board, at: dates.instant(at, timeZone) }),
    now: t('mail.guestWait.now'),
    link: { text: t('mail.guestWait.link'), to: link },
    footer: [
      t('mail.guestWait.until', { until: dates.instant(expiresAt, timeZone) }),
      t('mail.guestWait.notYou'),
    ],
  };
}

/** There is room: the one mail that the guest asked for, with the link to the form. */
export function letterOfRoom({ t }: Words, { board }: GuestWaitToMail, link: string): Letter {
  return {
    ...onItsOwn,
    subject: t('mail.guestRoom.subject', { board }),
    happened: t('mail.guestRoom.who', { board }),
    now: t('mail.guestRoom.now'),
    link: { text: t('mail.guestRoom.link'), to: link },
    footer: [t('mail.guestRoom.why', { board })],
  };
}
