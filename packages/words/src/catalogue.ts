import { createWordsFrom } from './create.js';
import * as de from './generated/de.js';
import * as en from './generated/en.js';
import type { Language } from './languages.js';
import type { Messages } from './messages.js';

export type { Words } from './words.js';

/** All texts of a language, as ICU messages. */
export const catalogue: Record<Language, Messages> = { en, de };

export const createWords = createWordsFrom(catalogue);
