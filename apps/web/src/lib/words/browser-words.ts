import type { Words } from '@weir/words';

let words: Words | null = null;

/**
 * The words of the browser's one reader, for code that is no component. Null on the server, where every request has
 * another reader, and before the first page is shown.
 */
export function browserWords(): Words | null {
  return words;
}

export function setBrowserWords(current: Words): void {
  if (typeof window !== 'undefined') words = current;
}
