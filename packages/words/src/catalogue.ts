import { wordsFrom } from './create.js';
import * as de from './generated/de.js';
import * as en from './generated/en.js';
import type { Language } from './languages.js';
import type { Messages } from './messages.js';
import type { Words } from './words.js';

export type { Words } from './words.js';

/** All texts of a language. On the web's client import the language's own entry instead: this loads both. */
export const catalogue: Record<Language, Messages> = { en, de };

const kept = new Map<string, Words>();

/** The words of a reader, made once for each language and time zone; null where the zone is not known. */
export function createWords(language: Language, timeZone: string | null = null): Words {
  const key = `${language} ${timeZone}`;
  const words = kept.get(key) ?? wordsFrom(catalogue[language], language, timeZone);
  kept.set(key, words);
  return words;
}
