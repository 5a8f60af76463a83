import type { Account } from '@weir/contract';
import { isLanguage, type Language, pickLanguage } from '@weir/words';
import { languageCookie, zoneCookie } from './reader-cookies';

/** What the signed-in person has set; a null follows the browser. */
export type ReaderSettings = Pick<Account, 'language' | 'timeZone' | 'theme'>;

/** Who a page is worded for. `timeZone` is null on the first visit of a browser, `settings` while nobody is signed in. */
export type Reader = { language: Language; timeZone: string | null; settings: ReaderSettings | null };

type Jar = { get(name: string): { value: string } | undefined };

/** The reader by the person's settings, else the browser's cookies, else its `Accept-Language`. */
export function readerFrom(jar: Jar, acceptLanguage: string | null, settings: ReaderSettings | null): Reader {
  const chosen = jar.get(languageCookie)?.value;
  const zone = decoded(jar.get(zoneCookie)?.value ?? '');
  return {
    language: settings?.language ?? (isLanguage(chosen) ? chosen : pickLanguage(acceptLanguage)),
    timeZone: settings?.timeZone ?? (isTimeZone(zone) ? zone : null),
    settings: settings && {
      language: settings.language,
      timeZone: settings.timeZone,
      theme: settings.theme,
    },
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

/** A cookie is the visitor's to change: one that can't be decoded is no zone either. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
