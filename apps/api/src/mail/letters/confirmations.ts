import { createWords } from '@weir/words/catalogue';
import type { Confirmation, FormAsk } from '../mail.repository.js';
import { layOut } from './layout.js';
import type { Letter, Reader } from './letter.js';

/** Asks to confirm an address that came by a form. It may be anyone's, so the mail repeats nothing that was typed there. */
export function letterToConfirm({ language, timeZone }: Reader, ask: FormAsk, link: string): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  const instant = (at: string) => dates.instant(at, ask.timeZone);
  return layOut(words, {
    subject: t('mail.confirm.subject'),
    greeting: null,
    happened: t('mail.confirm.who', { at: instant(ask.at) }),
    now: t('mail.confirm.now'),
    link: { text: t('mail.confirm.link'), to: link },
    footer: [
      t('mail.confirm.until', { until: instant(ask.expiresAt) }),
      t('mail.confirm.notYou'),
      t('mail.confirm.stored'),
    ],
    stop: null,
  });
}

/** Asks to confirm the address of a new account. It may be anyone's, so the mail repeats nothing that was typed. */
export function letterToConfirmEmail(
  { language, timeZone }: Reader,
  { expiresAt }: Confirmation,
  link: string,
): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  return layOut(words, {
    subject: t('mail.address.subject'),
    greeting: null,
    happened: t('mail.address.who'),
    now: t('mail.address.now'),
    link: { text: t('mail.address.link'), to: link },
    footer: [t('mail.address.until', { until: dates.instant(expiresAt) }), t('mail.address.notYou')],
    stop: null,
  });
}
