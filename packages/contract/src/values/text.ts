import { z } from 'zod';
import type { FaultParams, SchemaFault } from './input-faults.js';

/** Control characters and line separators. */
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * What nobody sees in a name: spaces without width and the like, and the marks, embeddings, overrides and isolates that change
 * the direction of the text around them. Joiners are apart: see `joiner`.
 */
const hidden = /[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** A letter of a script that uses joiners, as Arabic and those of India do, or a sign on it. */
const joinedLetter =
  '(?:(?![\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}\\p{sc=Hebr}\\p{sc=Hani}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}])[\\p{L}\\p{M}])';
const emojiPart = '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]';

/** A joiner (ZWJ) or non-joiner (ZWNJ), as `used` where it changes how its neighbours look: in Persian words, in emoji of several parts. */
const joiner = new RegExp(
  `(?<used>(?<=${joinedLetter})[\\u200c\\u200d](?=${joinedLetter})|(?<=${emojiPart})\\u200d(?=\\p{Extended_Pictographic}))|[\\u200c\\u200d]`,
  'gu',
);

/**
 * A name without what nobody sees in it, so that two names that look the same are the same, and none turns the text around it.
 * A text that shows nothing stays as it is: it is refused as such.
 */
export function withoutHidden(text: string): string {
  const shown = text.replace(hidden, '').replace(joiner, '$<used>');
  return hasVisibleText(shown) ? shown : text;
}

/** What is drawn as nothing although it counts as a letter or a symbol: fillers, the blank Braille pattern, a null note. */
const invisible = '\\p{Default_Ignorable_Code_Point}\u2800\u{1d159}';
const visible = new RegExp(`(?![${invisible}])[\\p{L}\\p{N}\\p{P}\\p{S}]`, 'u');
const invisibles = new RegExp(`[${invisible}]`, 'gu');

/** Whether a reader sees anything of a text. */
export function hasVisibleText(value: string): boolean {
  return visible.test(value);
}

/**
 * One line of text, trimmed: `min` to `max` characters, counted in code points, so that an emoji is one.
 * Removes hidden characters and direction marks. What is invisible does not count for `min`. Refuses control characters, lone
 * surrogates (PostgreSQL can't store them) and text without a visible character.
 */
export function line(max: number, min = 1) {
  return text(z.string().overwrite(withoutHidden), max, min, notInALine, 'notOneLine');
}

/** Several lines of text, trimmed: as `line`, but with line breaks, tabs and hidden characters. With `min` 0 it can be empty. */
export function prose(max: number, min = 1) {
  return text(z.string(), max, min, /[^\P{Cc}\n\r\t]/u, 'controlCharacters');
}

function text(given: z.ZodString, max: number, min: number, forbidden: RegExp, fault: SchemaFault) {
  return given
    .trim()
    .superRefine((value, ctx) => {
      const refuse = (message: SchemaFault, params?: FaultParams) =>
        ctx.addIssue({ code: 'custom', message, ...(params && { params }) });
      const length = [...value].length;
      if (length > max) refuse('tooLong', { max, length });
      const shown = [...value.replace(invisibles, '')].length;
      if (length < min && min === 1) refuse('empty');
      else if (length > 0 && !hasVisibleText(value)) refuse('nothingVisible');
      else if (shown < min) refuse('tooShort', { min, length: shown });
      if (forbidden.test(value)) refuse(fault);
      if (/\p{Cs}/u.test(value)) refuse('notUnicode');
    })
    .meta({ minLength: min, maxLength: max });
}
