import 'server-only';
import { createDates, type Dates } from '@weir/words';
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server';

/** As `useDates`, for async server components. */
export async function getDates(): Promise<Dates> {
  const [t, locale, timeZone] = await Promise.all([getTranslations(), getLocale(), getTimeZone()]);
  return createDates({ t, locale, timeZone });
}
