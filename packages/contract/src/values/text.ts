import { z } from 'zod';
import type { FaultParams, SchemaFault } from './input-faults.js';

/** Control characters, line separators, and characters that change the direction of the following text. */
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

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
 * What is invisible does not count for `min`. Refuses control characters, lone surrogates (PostgreSQL can't store them) and
 * text without a visible character.
 */
export function line(max: number, min = 1) {
  return text(max, min, notInALine, 'notOneLine');
}

/** Several lines of text, trimmed: as `line`, but with line breaks and tabs. With `min` 0 it can be empty. */
export function prose(max: number, min = 1) {
  return text(max, min, /[^\P{Cc}\n\r\t]/u, 'controlCharacters');
}

function text(max: number, min: number, forbidden: RegExp, fault: SchemaFault) {
  return z
    .string()
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
