import type { Board, Card } from '@weir/contract';
import { describe, type Limit, limitInWords, notDone, passes, wouldBreak } from '@weir/domain';
import { spentWords } from '@/features/limits/overrides/override-words';
import { type Spot, spotName, standsIn } from '@/lib/board/cells';

/**
 * Whether a place would take a card, and in words why not. `records`: it passes a limit of mode `warn`, which is
 * written down. `asks`: only limits of mode `reason` are in the way, and this person may pass them with a reason as
 * long as the month's budget reaches for all of them.
 */
export type Verdict =
  | { kind: 'home' | 'takes' }
  | { kind: 'records' | 'asks' | 'unfinished' | 'refuses'; why: string };

export function verdictOf(board: Board, card: Card, spot: Spot, mayOverride = false): Verdict {
  if (standsIn(card, spot)) return { kind: 'home' };
  const change = { kind: 'move' as const, card: card.number, ...spot };
  if (notDone(board, change).length > 0) return { kind: 'unfinished', why: unfinishedWords(board, card) };
  const broken = wouldBreak(board, change);
  const why = broken.map((limit) => limitInWords(describe(board, limit))).join(' ');
  if (broken.length > 0) {
    const isOpen = mayOverride && broken.every(({ mode }) => mode === 'reason');
    const spent = isOpen ? spentWords(board.overrides, broken.length) : null;
    if (spent) return { kind: 'refuses', why: `${why} ${spent}` };
    return { kind: isOpen ? 'asks' : 'refuses', why };
  }
  const passed = passes(board, change);
  if (passed.length === 0) return { kind: 'takes' };
  return { kind: 'records', why: passed.map((limit) => limitInWords(describe(board, limit))).join(' ') };
}

/** “Finish it first: it stands in the doing half of Dev.” */
export function unfinishedWords(board: Pick<Board, 'columns'>, card: Pick<Card, 'columnId'>): string {
  const column = board.columns.find(({ id }) => id === card.columnId);
  return `Finish it first: it stands in the doing half of ${column?.name}.`;
}

/** A verdict in a sentence, for who hears it and for lists. */
export function verdictSaid(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'home':
      return 'It stands here.';
    case 'takes':
      return 'Would take it.';
    case 'records':
      return `${verdict.why} It passes, and that is recorded.`;
    case 'asks':
      return `${verdict.why} Passes with a reason.`;
    case 'unfinished':
    case 'refuses':
      return verdict.why;
  }
}

/** What is heard when a card is taken up: where it can't go and why, and where it passes; a column as a whole where it can. */
export function dragSaid(board: Board, card: Card, spots: readonly Spot[], mayOverride: boolean): string {
  const said = spots
    .map((spot) => ({ spot, verdict: verdictOf(board, card, spot, mayOverride) }))
    .filter(({ verdict }) => verdict.kind !== 'home')
    .map(({ spot, verdict }) => ({ spot, said: verdict.kind === 'takes' ? null : verdictSaid(verdict) }));
  const sentences = [...Map.groupBy(said, (each) => each.said)].flatMap(([why, each]) => {
    if (why === null) return [];
    const names = each.map(({ spot }) => {
      const column = said.filter((other) => other.spot.columnId === spot.columnId);
      const isWhole = column.every((other) => other.said === why);
      return spotName(board, isWhole ? { columnId: spot.columnId } : spot);
    });
    return `${[...new Set(names)].join('; ')}: ${why}`;
  });
  if (sentences.length === 0) return `${card.ref} is taken up. Every other place would take it.`;
  const rest = said.some((each) => each.said === null) ? ' Elsewhere it would be taken.' : '';
  return `${card.ref} is taken up. ${sentences.join(' ')}${rest}`;
}

/** The limits that stand in a card's way into any of these places, by id: where their figures are drawn, they say so. */
export function inTheWay(board: Board, card: Card, spots: readonly Spot[]): Set<string> {
  const broken = spots
    .filter((spot) => !standsIn(card, spot))
    .flatMap((spot): Limit[] => wouldBreak(board, { kind: 'move', card: card.number, ...spot }));
  return new Set(broken.map(({ id }) => id));
}
