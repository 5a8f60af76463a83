import type { Board, LimitScope } from '../board/board.js';
import type { LimitScopeName, Reach } from '../vocabulary/vocabulary.js';
import { expeditesBeside } from './expedites-beside.js';

/**
 * A limit that refuses, by its scope: `Doing is full: 3 of 3.`, `Dev + Review holds 5 of 5.`, `Bao has 3 of 3 in
 * flight.`; also where it is over its maximum, closed, or has room for fewer cards than want in.
 */
export function limitInWords(limit: {
  scope?: LimitScopeName;
  across?: Reach;
  of: string;
  load: number;
  max: number;
  cards?: readonly number[];
}): string {
  const { scope, across, of, load, max, cards = [] } = limit;
  const everywhere = across === 'workspace' ? ' over all boards' : '';
  const isInFlight = scope === 'person' || scope === 'board';
  const figures = `${load} of ${max}${isInFlight ? ' in flight' : ''}${everywhere}`;
  if (load > max) return `${of} is over ${scope === 'person' ? 'their' : 'its'} limit: ${figures}.`;
  if (max === 0) return scope === 'person' ? `${of} takes no cards${everywhere}.` : `${of} is closed.`;
  const more = load < max && cards.length > 1 ? `, and ${cards.length} cards want in` : '';
  if (isInFlight) return `${of} has ${figures}${more}.`;
  return load < max || scope === 'columns' ? `${of} holds ${figures}${more}.` : `${of} is full: ${figures}.`;
}

/** See `expeditesBeside`. */
export function maxInWords(
  board: Pick<Board, 'columns' | 'limits'>,
  limit: LimitScope & { max: number },
): string {
  const { max } = limit;
  const expedites = expeditesBeside(board, limit);
  if (expedites === 'uncounted') return `${max}, expedites beside`;
  if (expedites === 0) return `${max}`;
  const more = expedites === 1 ? 'an expedite' : `${expedites} expedites`;
  return `${max}, or ${max + expedites} with ${more}`;
}
