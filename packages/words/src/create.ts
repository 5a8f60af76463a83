import { createFormatter, createTranslator } from 'use-intl/core';
import { createDates } from './dates.js';
import { type Language, locales } from './languages.js';
import type { Messages, Translate } from './messages.js';
import type { Words } from './words.js';

/** The words of a reader from the texts of their language. `timeZone` null: it is not known. */
export function wordsFrom(messages: Messages, language: Language, timeZone: string | null): Words {
  const locale = locales[language];
  const options = { locale, timeZone: timeZone ?? 'UTC' };
  // Typed by us: see bin/gather.mjs.
  const t = createTranslator({ ...options, messages }) as unknown as Translate;
  return {
    language,
    locale,
    timeZone,
    t,
    format: createFormatter(options),
    dates: createDates({ t, locale, timeZone }),
  };
}

/** Returns the function that gives a reader's words, made once for each language and time zone. */
export function createWordsFrom(catalogue: Record<Language, Messages>) {
  const kept = new Map<string, Words>();
  /** `timeZone` null: it is not known. */
  return (language: Language, timeZone: string | null = null): Words => {
    const key = `${language} ${timeZone}`;
    const words = kept.get(key) ?? wordsFrom(catalogue[language], language, timeZone);
    kept.set(key, words);
    return words;
  };
}
