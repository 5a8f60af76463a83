import { createWords } from '@weir/words/catalogue';
import { layOut } from './layout.js';
import type { Letter, Links, Reader } from './letter.js';

/** One mail to a member for several notices, which are in the app. */
export function letterOfSeveral(
  { name, language, timeZone }: Reader,
  count: number,
  { read, stop }: Links,
): Letter {
  const words = createWords(language, timeZone);
  const { t } = words;
  return layOut(words, {
    subject: t('mail.several.subject', { count }),
    greeting: t('mail.greeting', { name }),
    happened: t('mail.several.text', { count }),
    now: null,
    link: { text: t('mail.readInWeir'), to: read },
    footer: [t('mail.several.why')],
    stop,
  });
}
