import type { ClassOfService, Column } from '../../generated/client.js';
import type { Person } from '../cast.js';
import type { CardRow } from '../rows.js';
import type { BoardPast } from './board.js';
import { limited } from './limits.js';

export type NewCard = {
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  dueOn?: string | null;
  requestId?: string;
  swimlaneId?: string | null;
};

/** The row of a new card in the first column. Its event is the caller's: made by hand or by accepting. */
export function addCard(past: BoardPast, at: Date, by: Person, card: NewCard): CardRow {
  const column = past.rows.columns[0]!;
  const { classOfService = 'standard', dueOn = null, requestId = null, description = '', title } = card;
  const { swimlaneId = null } = card;
  if (!past.hasRoom(column, { classOfService, swimlaneId })) throw new Error(`${column.name} is full`);
  const row: CardRow = {
    workspaceId: past.workspaceId,
    boardId: past.board.boardId,
    id: past.random.uuid(at),
    number: past.clock.nextCard,
    version: 1,
    title,
    description,
    columnId: column.id,
    swimlaneId,
    done: false,
    rank: lastRank(past, column),
    classOfService,
    dueOn,
    requestId,
    createdAt: at,
    createdBy: by.id,
    enteredColumnAt: at,
    committedAt: null,
    deliveredAt: null,
    archivedAt: null,
  };
  past.clock.nextCard += 1;
  past.rows.cards.push(row);
  return row;
}

export function createCard(past: BoardPast, at: Date, by: Person, card: NewCard): CardRow {
  const row = addCard(past, at, by, card);
  past.record('card.created', at, by, [{ card: row.number, to: made(past, row) }]);
  return row;
}

/** A new card as events tell it. */
export function made(past: BoardPast, card: CardRow) {
  return { title: card.title, ...place(past, card), classOfService: card.classOfService, assigneeIds: [] };
}

/** To the end of another column; an expedite card to its front. With a reason, or where all are of mode
 * `warn`, it passes the limits that it breaks, and the ledger says so. */
export function moveCard(
  past: BoardPast,
  at: Date,
  by: Person,
  card: CardRow,
  column: Column,
  reason?: string,
): void {
  const passed = past.broken({ ...card, columnId: column.id });
  if (passed.some(({ mode }) => mode === 'block' || (mode === 'reason' && !reason)))
    throw new Error(`${column.name} is full`);
  const of = passed.map((limit) => limited(past, limit, reason));
  const from = place(past, card);
  card.done = false;
  card.rank = card.classOfService === 'expedite' ? firstRank(past, column) : lastRank(past, column);
  card.columnId = column.id;
  card.enteredColumnAt = at;
  card.committedAt = column.kind === 'queue' ? null : (card.committedAt ?? at);
  card.deliveredAt = column.kind === 'done' ? (card.deliveredAt ?? at) : null;
  card.version += 1;
  past.record('card.moved', at, by, [{ card: card.number, from, to: place(past, card) }]);
  past.rows.overrides.push(...of.map((row) => ({ ...row, seq: past.clock.seq, at })));
}

/** Into the done half of its split column, where the next one may pull it. */
export function finishCard(past: BoardPast, at: Date, by: Person, card: CardRow): void {
  const from = place(past, card);
  card.done = true;
  card.version += 1;
  past.record('card.moved', at, by, [{ card: card.number, from, to: place(past, card) }]);
}

/** To the end of the first column, before the commitment point; its requester can read why. */
export function putBackCard(past: BoardPast, at: Date, by: Person, card: CardRow, reason: string): void {
  const [queue] = past.rows.columns;
  if (!past.hasRoom(queue!, card)) throw new Error(`${queue!.name} is full`);
  const from = place(past, card);
  Object.assign(card, {
    columnId: queue!.id,
    done: false,
    rank: lastRank(past, queue!),
    enteredColumnAt: at,
  });
  Object.assign(card, { committedAt: null, deliveredAt: null, version: card.version + 1 });
  past.record('card.putBack', at, by, [
    { card: card.number, from, to: place(past, card), reason, message: null },
  ]);
}

export function assignCard(past: BoardPast, at: Date, by: Person, card: CardRow, people: Person[]): void {
  const before = past.rows.cardAssignees.filter(({ cardId }) => cardId === card.id).map((a) => a.userId);
  const added = people.filter(({ id }) => !before.includes(id));
  past.rows.cardAssignees.push(...added.map(({ id }) => ({ ...past.board, cardId: card.id, userId: id })));
  card.version += 1;
  const after = [...before, ...added.map(({ id }) => id)].sort();
  past.record('card.changed', at, by, [
    { card: card.number, from: { assigneeIds: before.sort() }, to: { assigneeIds: after } },
  ]);
}

export function blockCard(past: BoardPast, at: Date, by: Person, card: CardRow, reason: string): void {
  past.rows.cardBlocks.push({
    ...past.board,
    cardId: card.id,
    id: past.random.uuid(at),
    reason,
    blockedAt: at,
    blockedBy: by.id,
    unblockedAt: null,
    unblockedBy: null,
  });
  card.version += 1;
  past.record('card.blocked', at, by, [{ card: card.number, from: { reason: null }, to: { reason } }]);
}

export function unblockCard(past: BoardPast, at: Date, by: Person, card: CardRow): void {
  const open = past.rows.cardBlocks.find((block) => block.cardId === card.id && block.unblockedAt === null);
  if (!open) throw new Error(`card ${card.number} is not blocked`);
  open.unblockedAt = at;
  open.unblockedBy = by.id;
  card.version += 1;
  past.record('card.unblocked', at, by, [{ card: card.number, from: { reason: open.reason } }]);
}

export function archiveCard(past: BoardPast, at: Date, by: Person, card: CardRow): void {
  card.archivedAt = at;
  card.version += 1;
  past.record('card.archived', at, by, [{ card: card.number, from: { columnId: card.columnId } }]);
}

export function comment(past: BoardPast, at: Date, by: Person, card: CardRow, body: string): void {
  const id = past.random.uuid(at);
  past.rows.comments.push({ ...past.board, cardId: card.id, id, body, by: by.id, at });
  past.record('card.commented', at, by, [{ card: card.number, comment: id }]);
}

/** As events tell a card's place. */
function place(past: BoardPast, { columnId, swimlaneId, done, committedAt, deliveredAt }: CardRow) {
  const half = past.column(columnId).split ? (done ? 'done' : 'doing') : null;
  return { columnId, swimlaneId, half, committedAt, deliveredAt };
}

const ranks = (past: BoardPast, column: Column) => past.standing(column).map(({ rank }) => rank);
const lastRank = (past: BoardPast, column: Column) => Math.max(0, ...ranks(past, column)) + 1;
const firstRank = (past: BoardPast, column: Column) => Math.min(1, ...ranks(past, column)) - 1;
