'use client';

import { locales, wordsFrom } from '@weir/words';
import { NextIntlClientProvider } from 'next-intl';
import { type ReactNode, use, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { setBrowserWords } from './browser-words';
import { keepCookie, languageCookie, zoneCookie } from './cookies';
import { messagesOf } from './messages-of';
import type { Reader } from './reader';

/** Gives client components the reader's texts, language and time zone. */
export function ReaderProvider({ reader, children }: { reader: Reader; children: ReactNode }) {
  const messages = use(messagesOf(reader.language));
  const locale = locales[reader.language];
  const timeZone = useTimeZoneOf(reader);
  setBrowserWords(wordsFrom(messages, reader.language, timeZone));
  // The pages before sign-in keep the language of the last one.
  useEffect(() => keepCookie(languageCookie, reader.language), [reader.language]);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={timeZone}>
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </NextIntlClientProvider>
  );
}

/**
 * The person's own zone, else the browser's. The server learns the browser's from a cookie, so the first page of
 * all is drawn in UTC and corrected once it runs here.
 */
function useTimeZoneOf({ timeZone, hasOwnTimeZone }: Reader): string {
  const [browserZone, setBrowserZone] = useState(timeZone);
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    keepCookie(zoneCookie, zone);
    setBrowserZone(zone);
  }, []);
  return hasOwnTimeZone ? timeZone : browserZone;
}
