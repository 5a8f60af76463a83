import type { AcceptedWork, Board, Card } from '@weir/contract';

/** Accepted work that goes back before the commitment point if its card moves to this column, as far as this board knows. */
export function putBackBy(
  board: Board,
  moves: readonly { card: number; columnId: string }[],
): AcceptedWork[] {
  return moves.flatMap(({ card: number, columnId }) => {
    const card = board.cards.find((each) => each.number === number);
    const column = board.columns.find(({ id }) => id === columnId);
    return card?.committedAt && column?.kind === 'queue' ? leaving(card, 'putBack') : [];
  });
}

/** Accepted work that leaves the board with these cards. */
export function takenOffWith(cards: readonly Card[]): AcceptedWork[] {
  return cards.flatMap((card) => (card.deliveredAt ? [] : leaving(card, 'takenOff')));
}

function leaving({ number, ref, title, request }: Card, effect: AcceptedWork['effect']): AcceptedWork[] {
  if (!request) return [];
  const { name, guest, left } = request.requester;
  const asked = { ...request, requester: name, ...(guest && { guest }), ...(left && { left }) };
  return [{ number, ref, title, request: asked, effect }];
}
