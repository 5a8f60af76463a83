import type { Block } from './history.js';

type Reason = { reason: string; alike: number; blocks: number; seconds: number };

/** The blocks by reason. A reason joins the most similar one with more blocked time, if they share half of their trigrams. */
export function byReason(blocks: readonly Block[]): Reason[] {
  const own = [...Map.groupBy(blocks, ({ reason }) => reason)].map(([reason, of]) => ({
    ...{ reason, alike: 1, blocks: of.length },
    seconds: of.reduce((sum, { millis }) => sum + Math.floor(millis / 1000), 0),
  }));
  const found: Reason[] = [];
  for (const reason of own.toSorted(bySeconds)) {
    const likest = found
      .map((other) => ({ other, similarity: similarity(other.reason, reason.reason) }))
      .filter((each) => each.similarity >= 0.5)
      .toSorted((one, other) => other.similarity - one.similarity)[0]?.other;
    if (!likest) found.push({ ...reason });
    else {
      likest.alike += 1;
      likest.blocks += reason.blocks;
      likest.seconds += reason.seconds;
    }
  }
  return found.toSorted(bySeconds);
}

export function bySeconds(one: Reason, other: Reason): number {
  return other.seconds - one.seconds || (one.reason < other.reason ? -1 : 1);
}

/** The share of the trigrams of both texts that both have, as PostgreSQL’s pg_trgm defines it. */
function similarity(one: string, other: string): number {
  const [first, second] = [trigrams(one), trigrams(other)];
  const common = [...first].filter((trigram) => second.has(trigram)).length;
  return common / (first.size + second.size - common);
}

function trigrams(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) =>
      Array.from({ length: word.length + 1 }, (_, at) => `  ${word} `.slice(at, at + 3)),
    ),
  );
}
