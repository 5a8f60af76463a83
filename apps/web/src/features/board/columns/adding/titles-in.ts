/** The lines of a pasted text as titles of cards, without empty lines and the marks of a list. */
export function titlesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^(?:[-*•–]|\d+[.)])\s+(?:\[[ x]\]\s*)?/i, ''))
    .filter((line) => line !== '');
}
