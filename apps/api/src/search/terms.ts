/**
 * `spellings`: of each word, itself first, then those with two neighbouring letters swapped. `key`, `number` and `isRequest`
 * are of a ref, or of a part of one; `number` is null where the search is not a number.
 */
export type Terms = {
  query: string;
  text: string;
  spellings: string[][];
  key: string | null;
  number: number | null;
  isRequest: boolean;
};

const mostWords = 12;
/** In characters. Swapped letters turn a shorter word into other real words; a longer text is hardly a word. */
const swappable = /^\p{L}{4,20}$/u;
const ref = /^(?:([A-Z][A-Z0-9]{0,9})-)?(R?)(\d{1,9})$/i;

/** What a person typed, for PostgreSQL: each word as the beginning of a word. */
export function termsOf(q: string): Terms {
  const words = q
    .normalize('NFC')
    .split(/\s+/u)
    .map((word) => word.replace(/['\\]/g, ' ').trim())
    .filter(Boolean)
    .slice(0, mostWords);
  const [, key, r = '', number] = q.match(ref) ?? [];
  return {
    query: words.map((word) => `'${word}':*`).join(' & '),
    text: q,
    spellings: words.map((word) => [word, ...swapsOf(word)]),
    key: key?.toUpperCase() ?? null,
    number: number === undefined ? null : Number(number),
    isRequest: r !== '',
  };
}

function swapsOf(word: string): string[] {
  if (!swappable.test(word)) return [];
  const letters = [...word];
  const swaps = letters.slice(1).map((letter, at) =>
    letters
      .with(at, letter)
      .with(at + 1, letters[at]!)
      .join(''),
  );
  return [...new Set(swaps)].filter((each) => each !== word);
}
