import MiniSearch from 'minisearch';

/** Words that say nothing about a request. */
const stopWords = new Set(
  'a an and are as at be by can could for from get has have i in into is it make me my need needs new of on or our please so that the this to us want we with would you your'.split(
    ' ',
  ),
);

/**
 * The titles similar to one, most similar first. Two are similar if more than half of the words of the shorter, stop
 * words left out, occur in the other: as they are, as a beginning, or with one letter in five different.
 */
export function similarTitles<Titled extends { number: number; title: string }>(
  title: string,
  among: readonly Titled[],
): Titled[] {
  const index = new MiniSearch<Titled>({ idField: 'number', fields: ['title'], processTerm: toTerm });
  index.addAll(among);
  const byNumber = new Map(among.map((each) => [each.number, each]));
  return index
    .search(title, { fuzzy: 0.2, prefix: (word) => word.length > 3 })
    .flatMap(({ id, queryTerms, terms }) => {
      const found = byNumber.get(id);
      if (!found) return [];
      const shared = Math.min(new Set(queryTerms).size, new Set(terms).size);
      return shared > Math.min(countWords(title), countWords(found.title)) / 2 ? [found] : [];
    });
}

function countWords(title: string): number {
  return new Set(MiniSearch.getDefault('tokenize')(title).map(toTerm).filter(Boolean)).size;
}

function toTerm(word: string): string | null {
  const plain = word.normalize('NFKC').toLowerCase();
  return plain === '' || stopWords.has(plain) ? null : plain;
}
