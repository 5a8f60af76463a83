import type { Words } from '@weir/words';
import type { AccountLetter } from '../mail.repository.js';
import { type Letter, onItsOwn, type Reader } from './letter.js';

/** A letter about a person's own account. It repeats nothing that was typed. */
export function letterOfAccount(
  { t, dates }: Words,
  { timeZone }: Reader,
  { kind, at, expiresAt }: AccountLetter,
  link: string,
): Letter {
  const instant = (moment: string | null) => dates.instant(moment ?? at, timeZone ?? 'UTC');
  switch (kind) {
    case 'passwordReset':
      return {
        ...onItsOwn,
        subject: t('mail.passwordReset.subject'),
        happened: t('mail.passwordReset.who'),
        now: t('mail.passwordReset.now'),
        link: { text: t('mail.passwordReset.link'), to: link },
        footer: [
          t('mail.passwordReset.until', { until: instant(expiresAt) }),
          t('mail.passwordReset.notYou'),
        ],
      };
    case 'passwordChanged':
      return {
        ...onItsOwn,
        subject: t('mail.passwordChanged.subject'),
        happened: t('mail.passwordChanged.who', { at: instant(at) }),
        now: t('mail.passwordChanged.now'),
        link: { text: t('mail.passwordChanged.link'), to: link },
        footer: [t('mail.passwordChanged.why')],
      };
  }
}
