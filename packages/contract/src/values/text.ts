import { z } from 'zod';

/** Control characters, separators of lines, and what turns the direction of all that is written after it. */
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/**
 * One line of text, trimmed: `min` to `max` characters, counted in code points, so that an emoji is one.
 * Refuses control characters, lone surrogates (PostgreSQL can't store them) and text with nothing to see.
 */
export function line(max: number, min = 1) {
  return text(max, min, notInALine, 'must be one line without control characters');
}

/** Several lines of text, trimmed: as `line`, with line breaks and tabs. `min` 0 lets it be empty. */
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
