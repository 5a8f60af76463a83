import type { Words } from '@weir/words';
import type { FormAsk } from '../../mail.repository.js';
import { type Letter, onItsOwn } from '../letter.js';

/** Asks to confirm an address that came by a form. It may be anyone's, so the mail repeats nothing that was typed there. */
export function letterToConfirm({ t, dates }: Words, ask: FormAsk, link: string): Letter {
  const instant = (at: string) => dates.instant(at, ask.timeZone);
  return {
    ...onItsOwn,
    subject: t('mail.confirm.subject'),
    happened: t('mail.confirm.who', { at: instant(ask.at) }),
    now: t('mail.confirm.now'),
    link: { text: t('mail.confirm.link'), to: link },
    footer: [
      t('mail.confirm.until', { until: instant(ask.expiresAt) }),
      t('mail.confirm.notYou'),
      t('mail.confirm.stored'),
    ],
  };
}
