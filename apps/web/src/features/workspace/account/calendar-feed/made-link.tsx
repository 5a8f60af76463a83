'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { SecretOnce } from '../../secrets/secret-once';

/** A link that was made. */
export function MadeLink({ link }: { link: string }) {
  const t = useTranslations();
  return (
    <SecretOnce label={t('calendarFeed.link')} secret={link} warning={t('calendarFeed.warning')}>
      {/* Programs for calendars open this kind of address, and subscribe to it. */}
      <a href={link.replace(/^https?:/, 'webcal:')}>{t('calendarFeed.subscribe')}</a>
    </SecretOnce>
  );
}
