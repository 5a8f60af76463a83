import { createDates, type Dates } from '@weir/words';
import { useLocale, useTimeZone } from 'next-intl';
import { useTranslations } from './use-translations';

/** Words dates and spans for the reader, in client components and in server components that are not async. */
export function useDates(): Dates {
  return createDates({ t: useTranslations(), locale: useLocale(), timeZone: useTimeZone() ?? null });
}
