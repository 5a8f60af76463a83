import { hasVisibleText, withoutHidden } from '@weir/contract';

/** Control characters and line separators. */
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const notInProse = /(?![\n\t])\p{Cc}/gu;

export type FittedText = { text: string; isShortened: boolean };

/** One line of at most `max` characters that the database accepts. Empty if it has no visible character. */
export function fitLine(given: string, max: number): FittedText {
  const line = withoutHidden(given.toWellFormed()).replace(notInALine, ' ').replace(/ {2,}/g, ' ').trim();
  return shorten(hasVisibleText(line) ? line : '', max);
}

/** Like `fitLine`, but keeps line breaks and tabs. */
export function fitProse(given: string, max: number): FittedText {
  const prose = given.toWellFormed().replace(/\r\n?/g, '\n').replace(notInProse, '').trim();
  return shorten(hasVisibleText(prose) ? prose : '', max);
}

/** Whether a link can be shown. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

/** A comment or a message of a person who is not a member: it begins with their name. */
export function signed(name: string, text: string): string {
  return `**${fitLine(name, 80).text.replace(/[*_\\[\]]/g, '\\$&')}**\n\n${text}`;
}

function shorten(text: string, max: number): FittedText {
  if (text.length <= max) return { text, isShortened: false };
  const characters = [...text];
  if (characters.length <= max) return { text, isShortened: false };
  return {
    text: `${characters
      .slice(0, max - 1)
      .join('')
      .trimEnd()}…`,
    isShortened: true,
  };
}
