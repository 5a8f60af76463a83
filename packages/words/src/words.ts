import type { createFormatter } from 'use-intl/core';
import type { Dates } from './dates.js';
import type { Language, Locale } from './languages.js';
import type { Translate } from './messages.js';

/** One reader's words: texts, numbers, lists and dates in their language and time zone. */
export type Words = {
  language: Language;
  locale: Locale;
  /** Null: it is not known. */
  timeZone: string | null;
  t: Translate;
  format: ReturnType<typeof createFormatter>;
  dates: Dates;
};
