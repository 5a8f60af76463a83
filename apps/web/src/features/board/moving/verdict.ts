import type { Board, Card } from '@weir/contract';
import {
  type BoardChange,
  describeLimit,
  findBrokenLimits,
  findUnfinishedCards,
  findWarnedLimits,
  type Limit,
} from '@weir/domain';
import type { Dates, Translate } from '@weir/words';
import { limitsText } from '@/features/limits/limit-texts';
import { budgetRefusal } from '@/features/limits/override-budget';
import { type Cell, cellName, columnName } from '@/lib/board/cells';
import { movesOf } from './together';

/**
 * Whether a cell accepts a card, or several that move together, and why not. `recorded`: the move breaks a limit of mode
 * `warn`, which is recorded.
 * `needsReason`: only limits of mode `reason` refuse, and this person may override them within the month's budget.
 */
export type Verdict =
  | { kind: 'current' | 'allowed' }
  | { kind: 'recorded' | 'needsReason' | 'unfinished' | 'refused'; why: string };

export type VerdictWords = { t: Translate; dates: Dates };

export function verdictOf(
  words: VerdictWords,
  board: Board,
  card: Card,
  cell: Cell,
  mayOverride = false,
  others: readonly Card[] = [],
): Verdict {
  const { t, dates } = words;
  const change = changeOf([card, ...others], cell);
  if (!change) return { kind: 'current' };
  const [unfinished] = findUnfinishedCards(board, change) as Card[];
  if (unfinished)
    return {
      kind: 'unfinished',
      why:
        change.kind === 'bulk'
          ? t('board.pull.otherNotDone', { ref: unfinished.ref })
          : t('board.pull.doneFirst', { column: columnName(board, card.columnId) }),
    };
  const sentences = (limits: readonly Limit[]) =>
    limitsText(
      t,
      limits.map((limit) => describeLimit(board, limit)),
    );
  const broken = findBrokenLimits(board, change);
  if (broken.length > 0) {
    const why = sentences(broken);
    const isOverridable = mayOverride && broken.every(({ mode }) => mode === 'reason');
    const spent = isOverridable ? budgetRefusal(t, dates, board.overrides, broken.length) : null;
    if (spent) return { kind: 'refused', why: `${why} ${spent}` };
    return { kind: isOverridable ? 'needsReason' : 'refused', why };
  }
  const passed = findWarnedLimits(board, change);
  return passed.length === 0 ? { kind: 'allowed' } : { kind: 'recorded', why: sentences(passed) };
}

/** What moves these cards into the cell, all or none; null if all of them are there. */
function changeOf(cards: readonly Card[], cell: Cell): BoardChange | null {
  const moves = movesOf(cards, cell);
  const [first] = moves;
  if (!first) return null;
  return cards.length === 1 ? { kind: 'move', ...first } : { kind: 'bulk', moves };
}

/** A verdict as a sentence. */
export function verdictSentence(t: Translate, verdict: Verdict): string {
  return t('board.verdict.sentence', {
    kind: verdict.kind,
    why: 'why' in verdict ? verdict.why : '',
  });
}

/**
 * What a screen reader hears when a drag begins: the cells that refuse the card and why, and those that accept it with
 * a condition. A column is named as a whole if all its cells say the same.
 */
export function dragAnnouncement(
  words: VerdictWords,
  board: Board,
  card: Card,
  cells: readonly Cell[],
  mayOverride: boolean,
  others: readonly Card[] = [],
): string {
  const { t } = words;
  const verdicts = cells
    .map((cell) => ({ cell, verdict: verdictOf(words, board, card, cell, mayOverride, others) }))
    .filter(({ verdict }) => verdict.kind !== 'current')
    .map(({ cell, verdict }) => ({
      cell,
      sentence: verdict.kind === 'allowed' ? null : verdictSentence(t, verdict),
    }));
  const sentences = [...Map.groupBy(verdicts, (each) => each.sentence)].flatMap(([sentence, each]) => {
    if (sentence === null) return [];
    const names = each.map(({ cell }) => {
      const column = verdicts.filter((other) => other.cell.columnId === cell.columnId);
      const isWhole = column.every((other) => other.sentence === sentence);
      return cellName(t, board, isWhole ? { columnId: cell.columnId } : cell);
    });
    return t('board.drag.cells', { cells: [...new Set(names)].join('; '), verdict: sentence });
  });
  const ref = others.length > 0 ? t('board.drag.several', { ref: card.ref, count: others.length }) : card.ref;
  if (sentences.length === 0) return t('board.drag.allFree', { ref });
  const isSomeFree = verdicts.some((each) => each.sentence === null);
  return t('board.drag.someRefuse', {
    ref,
    cells: sentences.join(' '),
    isSomeFree: String(isSomeFree),
  });
}

/** The ids of the limits that keep cards out of any of these cells: their figures are marked during a drag. */
export function blockingLimits(
  board: Board,
  card: Card,
  cells: readonly Cell[],
  others: readonly Card[] = [],
): Set<string> {
  const broken = cells.flatMap((cell): Limit[] => {
    const change = changeOf([card, ...others], cell);
    return change ? findBrokenLimits(board, change) : [];
  });
  return new Set(broken.map(({ id }) => id));
}
