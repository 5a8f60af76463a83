import 'server-only';
import { createDates, type Dates, type Translate } from '@weir/words';
import { getLocale, getTimeZone, getTranslations as getTranslator } from 'next-intl/server';

/** As `useTranslations`, for async server components. */
export async function getTranslations(): Promise<Translate> {
  return (await getTranslator()) as unknown as Translate;
}

/** As `useDates`, for async server components. */
export async function getDates(): Promise<Dates> {
  const [t, locale, timeZone] = await Promise.all([getTranslations(), getLocale(), getTimeZone()]);
  return createDates({ t, locale, timeZone });
}
