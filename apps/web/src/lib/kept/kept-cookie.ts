import { browserCookies, keepCookie } from '@/lib/browser/cookies';

/**
 * Names the boards that this browser keeps, the one used last first, and whose they are: so that the server need not send
 * them again. `format:person:demo/PLAT,demo/OPS`.
 */
export const keptCookie = 'weir-kept';

/** The form of a board's documents, by the sources of the contract: a new release ignores what an old one kept. */
const format = process.env.WEIR_BOARD_FORMAT ?? 'unknown';

export type Kept = { person: string; boards: string[] };

/** Null where nothing is kept, or by another release. */
export function readKept(value: string | undefined): Kept | null {
  const [of, person, boards] = (value ?? '').split(':');
  if (of !== format || !person || boards === undefined) return null;
  return { person, boards: boards.split(',').filter(Boolean) };
}

/** Reads it in the browser. */
export function currentKept(): Kept | null {
  return readKept(decodeURIComponent(browserCookies().get(keptCookie) ?? ''));
}

export function writeKept({ person, boards }: Kept): void {
  keepCookie(keptCookie, `${format}:${person}:${boards.join(',')}`);
}
