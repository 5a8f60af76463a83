import type { Words } from '@weir/words';
import type { AccountLetter } from '../../mail.repository.js';
import { type Letter, onItsOwn, type Reader } from '../letter.js';

/** A letter about a person's own account. It repeats nothing that was typed. */
export function letterOfAccount(
  { t, dates }: Words,
  { timeZone }: Reader,
  { kind, at, expiresAt, isTaken, workspace, board }: AccountLetter,
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
    case 'addressChange':
      if (isTaken)
        return {
          ...onItsOwn,
          subject: t('mail.addressTaken.subject'),
          happened: t('mail.addressTaken.who'),
          now: t('mail.addressTaken.now'),
          link: { text: t('mail.addressTaken.link'), to: link },
          footer: [t('mail.addressTaken.notYou')],
        };
      return {
        ...onItsOwn,
        subject: t('mail.addressChange.subject'),
        happened: t('mail.addressChange.who'),
        now: t('mail.addressChange.now'),
        link: { text: t('mail.addressChange.link'), to: link },
        footer: [
          t('mail.addressChange.until', { until: instant(expiresAt) }),
          t('mail.addressChange.notYou'),
        ],
      };
    case 'passwordChanged':
    case 'addressChangeAsked':
    case 'twoFactorOn':
    case 'twoFactorOff':
    case 'recoveryCodeUsed':
    case 'passkeyAdded':
    case 'passkeyRemoved':
      return {
        ...onItsOwn,
        subject: t(`mail.${kind}.subject`),
        happened: t(`mail.${kind}.who`, { at: instant(at) }),
        now: t(`mail.${kind}.now`),
        link: { text: t('mail.passwordChanged.link'), to: link },
        footer: [t('mail.passwordChanged.why')],
      };
    case 'workspaceDeletion':
      return {
        ...onItsOwn,
        subject: t('mail.workspaceDeletion.subject', { workspace: workspace ?? '' }),
        happened: t('mail.workspaceDeletion.who', { workspace: workspace ?? '', until: instant(expiresAt) }),
        now: t('mail.workspaceDeletion.now'),
        link: { text: t('mail.workspaceDeletion.link'), to: link },
        footer: [t('mail.workspaceDeletion.why')],
      };
    case 'boardDeletion': {
      const names = { workspace: workspace ?? '', board: board ?? '' };
      return {
        ...onItsOwn,
        subject: t('mail.boardDeletion.subject', names),
        happened: t('mail.boardDeletion.who', { ...names, until: instant(expiresAt) }),
        now: t('mail.boardDeletion.now'),
        link: { text: t('mail.boardDeletion.link'), to: link },
        footer: [t('mail.boardDeletion.why')],
      };
    }
    case 'addressChanged':
      return {
        ...onItsOwn,
        subject: t('mail.addressChanged.subject'),
        happened: t('mail.addressChanged.who', { at: instant(at) }),
        now: t('mail.addressChanged.now'),
        link: { text: t('mail.addressChanged.link'), to: link },
        footer: [t('mail.passwordChanged.why')],
      };
  }
}
