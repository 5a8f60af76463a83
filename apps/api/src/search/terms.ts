/** `key`, `number` and `isRequest` are of a ref, or of a part of one; `number` is null where the search is not a number. */
export type Terms = {
  query: string;
  text: string;
  key: string | null;
  number: number | null;
  isRequest: boolean;
};

const mostWords = 12;
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
    key: key?.toUpperCase() ?? null,
    number: number === undefined ? null : Number(number),
    isRequest: r !== '',
  };
}
