import type { Dates } from '@weir/words';
import { useLocale, useTimeZone } from 'next-intl';
import { pageDates } from './page-dates';
import { useTranslations } from './use-translations';

/** Words dates and spans for the reader, in client components and in server components that are not async. */
export function useDates(): Dates {
  return pageDates({ t: useTranslations(), locale: useLocale(), timeZone: useTimeZone() ?? null });
}
