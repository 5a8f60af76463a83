import type { Board } from '@weir/contract';
import { requesterName, type Translate } from '@weir/words';
import { putBackBy } from '@/features/accepted-work/leaving';
import { cellOf, columnName } from '@/lib/board/cells';
import { type CardPlacement, cardPosition, withPlacements } from '@/lib/board/optimistic';
import type { Done, Moved } from './use-done';

/** The requester is notified after a minute. If it is undone before that, they never hear of it. */
const undoFor = 60_000;

/** What undoes these placements. Null if one of the cards is not on this board. */
export function movedBy(board: Board, placements: readonly CardPlacement[]): Moved | null {
  const numbers = new Set(placements.map(({ card }) => card));
  const before = placesOf(board, numbers);
  const then = withPlacements(board, placements, new Date());
  const after = then.cards.flatMap((card) =>
    numbers.has(card.number) ? [{ card: card.number, ...cellOf(then, card) }] : [],
  );
  return before.length === numbers.size ? { kind: 'moved', before, after } : null;
}

/** Where these cards are. The last card comes first: each is placed before one that is there already. */
export function placesOf(board: Board, numbers: ReadonlySet<number>): CardPlacement[] {
  return board.cards.toReversed().flatMap(({ number }) => {
    const position = numbers.has(number) ? cardPosition(board, number) : null;
    return position ? [{ card: number, ...position }] : [];
  });
}

/** The notice for accepted work that was put back: its requester is notified soon. */
export function putBackNotice(
  t: Translate,
  board: Board,
  placements: readonly CardPlacement[],
): Done['notice'] | undefined {
  const [work] = putBackBy(board, placements);
  const columnId = placements.find(({ card }) => card === work?.number)?.columnId;
  if (!work || !columnId) return undefined;
  const { ref, title, request } = work;
  const { requester: name, guest, left } = request;
  return {
    title: t('acceptedWork.putBackTitle', { ref, title, column: columnName(board, columnId) }),
    text: t(left ? 'acceptedWork.putBackTextLeft' : 'acceptedWork.putBackText', {
      name: requesterName(t, { name, guest }),
    }),
    lasts: undoFor,
  };
}
