import { cast } from '../cast.js';
import { Random } from '../random.js';
import type { BoardRows, CardRow, RequestRow } from '../rows.js';
import type { PlannedWait } from './plan.js';

/** Ids come from numbers of their own, so that a demo without waits has the same history. */
const ofWaits = 6;

/**
 * Adds the waits of a board on requests of other boards. Each begins right after the first event of the board after both exist, so
 * it has the same place in the log at every hour. A wait whose card or request is not open is left out.
 */
export function addWaits(
  board: BoardRows,
  planned: readonly PlannedWait[],
  boards: readonly BoardRows[],
): void {
  const random = new Random(ofWaits);
  for (const { by, waiter, on, request } of planned) {
    const other = boards.find(({ boards: [row] }) => row!.key === on)!;
    const awaited = openRequest(other, request);
    const card = typeof waiter === 'object' && 'request' in waiter ? undefined : openCard(board, waiter);
    const asked =
      typeof waiter === 'object' && 'request' in waiter ? openRequest(board, waiter.request) : undefined;
    const item = card ?? asked;
    if (!awaited || !item) continue;
    const begin = Math.max(+awaited.submittedAt, +('createdAt' in item ? item.createdAt : item.submittedAt));
    const index = board.events.findIndex(({ at }) => +at >= begin);
    const before = board.events[index];
    if (!before) continue;
    const { workspaceId, boardId, at } = before;
    const id = random.uuid(at);
    board.requestWaits.push({
      ...{ workspaceId, boardId, id, cardId: card?.id ?? null, requestId: asked?.id ?? null },
      ...{ onBoardId: awaited.boardId, onRequestId: awaited.id, state: 'waiting', since: at, endedAt: null },
    });
    const subject = card ? { card: card.number } : { request: item.number };
    insertEvent(board, before.seq, {
      ...{ workspaceId, boardId, at, actorId: cast[by].id },
      type: card ? 'card.waitsChanged' : 'request.waitsChanged',
      changes: [
        { ...subject, wait: id, from: null, to: { board: on, number: awaited.number, state: 'waiting' } },
      ],
    });
  }
}

/** Adds an event after the one with this number. Later ones get the next numbers. */
function insertEvent(board: BoardRows, after: number, event: Omit<BoardRows['events'][number], 'seq'>): void {
  for (const rows of [board.events, board.overrides, board.requestSteps, board.boardClock])
    for (const row of rows) if (row.seq > after) row.seq += 1;
  // The last event is that of the clock.
  if (board.boardClock[0]!.seq === after) board.boardClock[0]!.seq += 1;
  const index = board.events.findIndex(({ seq }) => seq === after);
  board.events.splice(index + 1, 0, { ...event, seq: after + 1 });
}

function openRequest({ requests }: BoardRows, title: string): RequestRow | undefined {
  return requests.find((each) => each.title === title && each.answeredAt === null);
}

function openCard({ cards }: BoardRows, waiter: { card: string } | 'ownCard'): CardRow | undefined {
  const open = cards.filter(({ deliveredAt, archivedAt }) => deliveredAt === null && archivedAt === null);
  return open.find(({ title, requestId }) =>
    waiter === 'ownCard' ? requestId === null : title === waiter.card,
  );
}
