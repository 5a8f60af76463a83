import { languageOf, type Words } from '@weir/words';
import { useFormatter, useLocale, useTimeZone } from 'next-intl';
import { pageDates } from './page-dates';
import { useTranslations } from './use-translations';

/** The reader's words, for functions of `@weir/words` that take them all: `problemText(words, …)`. */
export function useWords(): Words {
  const [t, locale, timeZone, format] = [
    useTranslations(),
    useLocale(),
    useTimeZone() ?? null,
    useFormatter(),
  ];
  return {
    language: languageOf(locale),
    locale,
    timeZone,
    t,
    format,
    dates: pageDates({ t, locale, timeZone }),
  };
}
