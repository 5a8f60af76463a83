import { createDates, type Dates } from '@weir/words';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';

/** Words dates and spans for the reader, in client components and in server components that are not async. */
export function useDates(): Dates {
  return createDates({ t: useTranslations(), locale: useLocale(), timeZone: useTimeZone() ?? 'UTC' });
}
