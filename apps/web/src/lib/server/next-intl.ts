import { locales } from '@weir/words';
import { catalogue } from '@weir/words/catalogue';
import { getRequestConfig } from 'next-intl/server';
import { currentReader } from './page-data';

/** The language, texts and time zone of server components; next-intl's plugin finds this file by its path. */
export default getRequestConfig(async () => {
  const { language, timeZone } = await currentReader();
  return { locale: locales[language], messages: catalogue[language], timeZone: timeZone ?? 'UTC' };
});
