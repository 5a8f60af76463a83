import { createFormatter, createTranslator } from 'use-intl/core';
import { createDates } from './dates.js';
import * as de from './generated/de.js';
import * as en from './generated/en.js';
import { type Language, locales } from './languages.js';
import type { Messages, Translate } from './messages.js';
import type { Words } from './words.js';

export type { Words } from './words.js';

/** All texts of a language. On the web's client import the language's own entry instead: this loads both. */
export const catalogue: Record<Language, Messages> = { en, de };

const kept = new Map<string, Words>();

/** The words of a reader. Made once for each language and time zone. */
export function createWords(language: Language, timeZone = 'UTC'): Words {
  const key = `${language} ${timeZone}`;
  const found = kept.get(key);
  if (found) return found;
  const locale = locales[language];
  // Typed by us: see bin/gather.mjs.
  const t = createTranslator({ locale, timeZone, messages: catalogue[language] }) as unknown as Translate;
  const words = {
    language,
    locale,
    t,
    format: createFormatter({ locale, timeZone }),
    dates: createDates({ t, locale, timeZone }),
  };
  kept.set(key, words);
  return words;
}
