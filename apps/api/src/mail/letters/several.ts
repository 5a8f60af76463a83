import type { Words } from '@weir/words';
import { type Letter, type Links, onItsOwn } from './letter.js';

/**
 * One mail to a member for several notices, which are in the app. A cap delayed them, or the member chose to get them together.
 */
export function letterOfSeveral(
  { t }: Words,
  name: string,
  count: number,
  why: 'capped' | 'chosen',
  { read, stop }: Links,
): Letter {
  return {
    ...onItsOwn,
    subject: t('mail.several.subject', { count, why }),
    greeting: t('mail.greeting', { name }),
    happened: t('mail.several.text', { count, why }),
    why: t('mail.several.why', { why }),
    now: t('letters.now.notices'),
    link: { text: t('letters.open.notices'), to: read },
    footer: [t('mail.several.whyYou')],
    stop,
  };
}
