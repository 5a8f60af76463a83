import MiniSearch from 'minisearch';

/** Words that say nothing of what is asked for. */
const empty = new Set(
  'a an and are as at be by can could for from get has have i in into is it make me my need needs new of on or our please so that the this to us want we with would you your'.split(
    ' ',
  ),
);

/**
 * Of titles those that are like one, the most alike first: of the words that tell something in the shorter of the two,
 * more than half stand in the other, as they are, begun, or with a letter in five another.
 */
export function alike<Titled extends { number: number; title: string }>(
  title: string,
  among: readonly Titled[],
): Titled[] {
  const index = new MiniSearch<Titled>({ idField: 'number', fields: ['title'], processTerm: telling });
  index.addAll(among);
  const byNumber = new Map(among.map((each) => [each.number, each]));
  return index
    .search(title, { fuzzy: 0.2, prefix: (word) => word.length > 3 })
    .flatMap(({ id, queryTerms, terms }) => {
      const found = byNumber.get(id);
      if (!found) return [];
      const shared = Math.min(new Set(queryTerms).size, new Set(terms).size);
      return shared > Math.min(wordsOf(title), wordsOf(found.title)) / 2 ? [found] : [];
    });
}

function wordsOf(title: string): number {
  return new Set(MiniSearch.getDefault('tokenize')(title).map(telling).filter(Boolean)).size;
}

function telling(word: string): string | null {
  const plain = word.normalize('NFKC').toLowerCase();
  return plain === '' || empty.has(plain) ? null : plain;
}
