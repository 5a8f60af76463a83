import type { Board, Card, CardChange, Half } from '@weir/contract';
import { withCard } from '@/lib/board/answered';
import { drawnChange } from '@/lib/board/drawn-change';
import { type CardPlacement, swapPlacements, withPlacements } from '@/lib/board/optimistic';
import type { Write } from '@/lib/waiting/write';
import { placeOf } from './write-place';

type Body = Partial<CardPlacement> &
  CardChange & { swapWith?: number; half?: Half; moves?: CardPlacement[]; title?: string };

/** The board with a write made, as far as a board shows it. */
export function withWrite(board: Board, write: Write, now: Date): Board {
  const { number = 0, part } = placeOf(write.path);
  const body = (write.body ?? {}) as Body;
  const card = board.cards.find((each) => each.number === number);
  switch (`${write.method} ${part}`) {
    case 'PUT cards/position':
      return withPlacements(board, placementsOf(board, number, body), now);
    case 'POST moves':
      return withPlacements(board, body.moves ?? [], now);
    case 'PUT cards/back': {
      const queue = board.columns.find(({ kind }) => kind === 'queue');
      return queue ? withPlacements(board, [{ card: number, columnId: queue.id }], now) : board;
    }
    case 'PUT cards/archive':
      return card ? withCard(board, { ...card, archivedAt: now.toISOString() }) : board;
    case 'DELETE cards/block':
      return card ? withCard(board, { ...card, blocked: null }) : board;
    case 'PATCH cards':
      return card ? withCard(board, changed(board, card, body)) : board;
    default:
      return board;
  }
}

/** The cards that writes add to a board. */
export function newCardsIn(writes: readonly (Write & { id: string })[]) {
  return writes.flatMap(({ id, method, path, body }) => {
    if (method !== 'POST' || placeOf(path).part !== 'cards') return [];
    const { title, columnId, swimlaneId } = body as { title: string; columnId: string; swimlaneId?: string };
    return [{ id, title, cell: { columnId, ...(swimlaneId && { swimlaneId }) } }];
  });
}

function placementsOf(board: Board, card: number, { swapWith, ...body }: Body): CardPlacement[] {
  if (swapWith !== undefined) return swapPlacements(board, card, swapWith, body.half);
  const { columnId, swimlaneId, half, before, after } = body;
  if (columnId === undefined) return [];
  return [
    {
      card,
      columnId,
      ...(swimlaneId !== undefined && { swimlaneId }),
      ...(half && { half }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}

function changed(board: Board, card: Card, { assigneeIds, ...change }: Body): Card {
  return {
    ...card,
    ...drawnChange(card, change),
    ...(assigneeIds && { assignees: assigneeIds.flatMap((id) => personOn(board, id) ?? []) }),
  };
}

/** As far as the board names them. */
function personOn({ cards }: Board, id: string) {
  return cards.flatMap(({ assignees }) => assignees).find((person) => person.id === id);
}
