'use client';

import { locales, wordsFrom } from '@weir/words';
import { NextIntlClientProvider } from 'next-intl';
import { createContext, type ReactNode, use, useContext, useEffect, useLayoutEffect, useState } from 'react';
import { keepCookie } from '../browser/cookies';
import { setBrowserWords } from './browser-words';
import { loadWords, messagesOf } from './messages-of';
import type { Reader } from './reader';
import { languageCookie, zoneCookie } from './reader-cookies';

const ReaderContext = createContext<Reader | null>(null);

/** Gives client components the reader's texts, language and time zone. */
export function ReaderProvider({ reader, children }: { reader: Reader; children: ReactNode }) {
  use(loadWords('/layout', reader.language));
  const messages = messagesOf(reader.language);
  const locale = locales[reader.language];
  const timeZone = useTimeZoneOf(reader);
  const ownLanguage = reader.settings?.language;
  setBrowserWords(wordsFrom(messages, reader.language, timeZone));
  // The sign-in page then speaks the language of the last person who set one.
  useEffect(() => {
    if (ownLanguage) keepCookie(languageCookie, ownLanguage);
  }, [ownLanguage]);
  return (
    <ReaderContext value={reader}>
      <NextIntlClientProvider locale={locale} messages={messages} {...(timeZone !== null && { timeZone })}>
        {children}
      </NextIntlClientProvider>
    </ReaderContext>
  );
}

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('useReader works below ReaderProvider only');
  return reader;
}

/**
 * The person's own zone, else the browser's. A cookie gives the server the browser's zone. On the first page of all
 * it names the zone of every time, and shows none of them before they are in the browser's (`data-zone` in base.css).
 */
function useTimeZoneOf({ timeZone, settings }: Reader): string | null {
  const [browserZone, setBrowserZone] = useState(timeZone);
  useLayoutEffect(() => {
    const zone = browserTimeZone();
    keepCookie(zoneCookie, zone);
    setBrowserZone(zone);
  }, []);
  useLayoutEffect(() => {
    if (browserZone !== null) delete document.documentElement.dataset.zone;
  }, [browserZone]);
  return settings?.timeZone ? timeZone : browserZone;
}

/** The time zone that this browser runs in. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
