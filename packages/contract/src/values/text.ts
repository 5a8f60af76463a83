import { z } from 'zod';

/** Control characters, line separators, and characters that change the direction of the following text. */
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/**
 * One line of text, trimmed: `min` to `max` characters, counted in code points, so that an emoji is one.
 * Refuses control characters, lone surrogates (PostgreSQL can't store them) and text without a visible
 * character.
 */
export function line(max: number, min = 1) {
  return text(max, min, notInALine, 'must be one line without control characters');
}

/** Several lines of text, trimmed: as `line`, but with line breaks and tabs. With `min` 0 it can be empty. */
export function prose(max: number, min = 1) {
  return text(max, min, /[^\P{Cc}\n\r\t]/u, 'must not contain control characters');
}

function text(max: number, min: number, forbidden: RegExp, complaint: string) {
  return z
    .string()
    .trim()
    .superRefine((value, ctx) => {
      const length = [...value].length;
      if (length > max) ctx.addIssue(`must be at most ${max} characters; it has ${length}`);
      if (length < min) ctx.addIssue(tooShort(min, length));
      else if (length > 0 && !/[\p{L}\p{N}\p{P}\p{S}]/u.test(value))
        ctx.addIssue('must have something to read');
      if (forbidden.test(value)) ctx.addIssue(complaint);
      if (/\p{Cs}/u.test(value)) ctx.addIssue('must be well-formed Unicode');
    })
    .meta({ minLength: min, maxLength: max });
}

function tooShort(min: number, length: number): string {
  return min === 1 ? 'must not be empty' : `must be at least ${min} characters; it has ${length}`;
}
