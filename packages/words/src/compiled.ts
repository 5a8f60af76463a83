import { createWordsFrom } from './create.js';
import { compiled as de } from './generated/compiled-de.js';
import { compiled as en } from './generated/compiled-en.js';
import type { Language } from './languages.js';
import type { Messages } from './messages.js';

/** `@weir/words/catalogue` with each message compiled. The web app formats these only: its build has no parser. */
export const catalogue = { en, de } as Record<Language, Messages>;

export const createWords = createWordsFrom(catalogue);
