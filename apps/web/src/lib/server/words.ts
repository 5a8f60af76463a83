import 'server-only';
import type { Dates, Translate } from '@weir/words';
import { getLocale, getTranslations as getTranslator } from 'next-intl/server';
import { pageDates } from '@/lib/words/page-dates';
import { currentReader } from './page-data';

/** As `useTranslations`, for async server components. */
export async function getTranslations(): Promise<Translate> {
  return (await getTranslator()) as unknown as Translate;
}

/** As `useDates`, for async server components. */
export async function getDates(): Promise<Dates> {
  const [t, locale, { timeZone }] = await Promise.all([getTranslations(), getLocale(), currentReader()]);
  return pageDates({ t, locale, timeZone });
}
