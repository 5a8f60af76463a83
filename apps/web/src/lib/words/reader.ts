import { isLanguage, type Language, pickLanguage } from '@weir/words';
import { languageCookie, zoneCookie } from './cookies';

/** For whom a page is worded. `timeZone` is the person's own setting, else what the browser said. */
export type Reader = { language: Language; timeZone: string; hasOwnTimeZone: boolean };

/** What a person has set; null follows the browser. */
type Settings = { language: Language | null; timeZone: string | null };

type Jar = { get(name: string): { value: string } | undefined };

/** The reader by the person's settings, else the browser's cookies, else its `Accept-Language`. */
export function readerFrom(jar: Jar, acceptLanguage: string | null, settings?: Settings | null): Reader {
  const chosen = jar.get(languageCookie)?.value;
  const zone = decodeURIComponent(jar.get(zoneCookie)?.value ?? '');
  return {
    language: settings?.language ?? (isLanguage(chosen) ? chosen : pickLanguage(acceptLanguage)),
    timeZone: settings?.timeZone ?? (isTimeZone(zone) ? zone : 'UTC'),
    hasOwnTimeZone: Boolean(settings?.timeZone),
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
