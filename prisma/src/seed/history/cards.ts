import type { ClassOfService, Column } from '../../generated/client.js';
import type { Person } from '../cast.js';
import type { CardRow } from '../rows.js';
import type { BoardHistory } from './board-history.js';
import { overrideOf } from './limits.js';
import { recordStep, recordUncovered, type StepText } from './steps.js';

export type NewCard = {
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  dueOn?: string | null;
  requestId?: string;
  swimlaneId?: string | null;
  /** The first one if none is given. */
  column?: Column;
};

/** Adds a card to its column. The caller records the event and what its requester reads. */
export function addCard(history: BoardHistory, at: Date, by: Person, card: NewCard): CardRow {
  const { classOfService = 'standard', dueOn = null, requestId = null, description = '', title } = card;
  const { swimlaneId = null, column = history.rows.columns[0]! } = card;
  if (!history.hasRoom(column, { classOfService, swimlaneId })) throw new Error(`${column.name} is full`);
  const row: CardRow = {
    workspaceId: history.workspaceId,
    boardId: history.board.boardId,
    id: history.random.uuid(at),
    number: history.clock.nextCard,
    version: 1,
    title,
    description,
    columnId: column.id,
    swimlaneId,
    done: false,
    rank: lastRank(history, column),
    classOfService,
    dueOn,
    requestId,
    createdAt: at,
    createdBy: by.id,
    enteredColumnAt: at,
    committedAt: column.kind === 'queue' ? null : at,
    deliveredAt: null,
    archivedAt: null,
  };
  history.clock.nextCard += 1;
  history.rows.cards.push(row);
  const labels = history.labelsFor(title);
  history.rows.cardLabels.push(
    ...labels.map(({ id }) => ({ ...history.board, cardId: row.id, labelId: id })),
  );
  return row;
}

export function createCard(history: BoardHistory, at: Date, by: Person, card: NewCard): CardRow {
  const row = addCard(history, at, by, card);
  history.record('card.created', at, by, [{ card: row.number, to: newCardFacts(history, row) }]);
  return row;
}

/** A new card as events describe it. */
export function newCardFacts(history: BoardHistory, card: CardRow) {
  return {
    ...newPosition(history, card),
    title: card.title,
    description: card.description,
    classOfService: card.classOfService,
    dueOn: card.dueOn,
    assigneeIds: [],
    labelIds: history
      .labelsFor(card.title)
      .map(({ id }) => id)
      .sort(),
    request: history.rows.requests.find(({ id }) => id === card.requestId)?.number ?? null,
  };
}

/**
 * Moves a card to the end of another column, an expedite card to its front. Limits of mode `warn`, and with a reason
 * those of mode `reason`, are overridden and logged.
 */
export function moveCard(
  history: BoardHistory,
  at: Date,
  by: Person,
  card: CardRow,
  column: Column,
  reason?: string,
): void {
  const broken = history.broken({ ...card, columnId: column.id });
  if (broken.some(({ mode }) => mode === 'block' || (mode === 'reason' && !reason)))
    throw new Error(`${column.name} is full`);
  const overrides = broken.map((limit) => overrideOf(history, limit, reason));
  const from = cardPosition(history, card);
  const { committedAt, deliveredAt } = card;
  card.done = false;
  card.rank = card.classOfService === 'expedite' ? firstRank(history, column) : lastRank(history, column);
  card.columnId = column.id;
  card.enteredColumnAt = at;
  card.committedAt = column.kind === 'queue' ? null : (card.committedAt ?? at);
  card.deliveredAt = column.kind === 'done' ? (card.deliveredAt ?? at) : null;
  card.version += 1;
  history.record('card.moved', at, by, [{ card: card.number, from, to: newPosition(history, card) }]);
  history.rows.overrides.push(...overrides.map((row) => ({ ...row, seq: history.clock.seq, at })));
  if (card.committedAt && !committedAt) recordStep(history, card, 'begun');
  if (card.deliveredAt && !deliveredAt) recordStep(history, card, 'delivered');
}

/** Moves a card into the done half of its split column. */
export function finishCard(history: BoardHistory, at: Date, by: Person, card: CardRow): void {
  const from = cardPosition(history, card);
  card.done = true;
  card.version += 1;
  history.record('card.moved', at, by, [{ card: card.number, from, to: newPosition(history, card) }]);
}

/** Puts a card back to the end of the first column. Its requester can read the reason. */
export function putBackCard(
  history: BoardHistory,
  at: Date,
  by: Person,
  card: CardRow,
  reason: string,
): void {
  const change = returnToQueue(history, at, card);
  history.record('card.putBack', at, by, [{ ...change, reason, message: null }]);
  recordStep(history, card, 'putBack', { reason });
}

/** Moves a card to the end of the first column. The caller records the event with this change. */
export function returnToQueue(history: BoardHistory, at: Date, card: CardRow) {
  const [queue] = history.rows.columns;
  if (!history.hasRoom(queue!, card)) throw new Error(`${queue!.name} is full`);
  const from = cardPosition(history, card);
  Object.assign(card, {
    columnId: queue!.id,
    done: false,
    rank: lastRank(history, queue!),
    enteredColumnAt: at,
  });
  Object.assign(card, { committedAt: null, deliveredAt: null, version: card.version + 1 });
  return { card: card.number, from, to: newPosition(history, card) };
}

export function assignCard(
  history: BoardHistory,
  at: Date,
  by: Person,
  card: CardRow,
  people: Person[],
): void {
  const before = history.rows.cardAssignees.filter(({ cardId }) => cardId === card.id).map((a) => a.userId);
  const added = people.filter(({ id }) => !before.includes(id));
  history.rows.cardAssignees.push(
    ...added.map(({ id }) => ({ ...history.board, cardId: card.id, userId: id })),
  );
  card.version += 1;
  const after = [...before, ...added.map(({ id }) => id)].sort();
  history.record('card.changed', at, by, [
    { card: card.number, from: { assigneeIds: before.sort() }, to: { assigneeIds: after } },
  ]);
}

export function blockCard(history: BoardHistory, at: Date, by: Person, card: CardRow, reason: string): void {
  history.rows.cardBlocks.push({
    ...history.board,
    cardId: card.id,
    id: history.random.uuid(at),
    reason,
    blockedAt: at,
    blockedBy: by.id,
    unblockedAt: null,
    unblockedBy: null,
  });
  card.version += 1;
  const to = { reason, since: at, by: by.id, version: card.version };
  history.record('card.blocked', at, by, [{ card: card.number, from: { reason: null }, to }]);
  recordStep(history, card, 'blocked', { reason });
}

export function unblockCard(history: BoardHistory, at: Date, by: Person, card: CardRow): void {
  const open = history.rows.cardBlocks.find(
    (block) => block.cardId === card.id && block.unblockedAt === null,
  );
  if (!open) throw new Error(`card ${card.number} is not blocked`);
  open.unblockedAt = at;
  open.unblockedBy = by.id;
  card.version += 1;
  const to = { version: card.version };
  history.record('card.unblocked', at, by, [{ card: card.number, from: { reason: open.reason }, to }]);
  recordUncovered(history, card);
}

/** Archives a card. Its requester can read why, if it came from a request and is not delivered. */
export function archiveCard(
  history: BoardHistory,
  at: Date,
  by: Person,
  card: CardRow,
  toRequester?: StepText,
): void {
  card.archivedAt = at;
  card.version += 1;
  const to = { archivedAt: at, version: card.version };
  history.record('card.archived', at, by, [{ card: card.number, from: { columnId: card.columnId }, to }]);
  if (!card.deliveredAt) recordStep(history, card, 'takenOff', toRequester);
}

export function comment(history: BoardHistory, at: Date, by: Person, card: CardRow, body: string): void {
  const id = history.random.uuid(at);
  history.rows.comments.push({ ...history.board, cardId: card.id, id, body, by: by.id, at, editedAt: null });
  history.record('card.commented', at, by, [
    { card: card.number, comment: id, to: { text: body, by: by.id, at } },
  ]);
}

/** The position of a card as events describe it. */
function cardPosition(
  history: BoardHistory,
  { columnId, swimlaneId, done, enteredColumnAt, committedAt, deliveredAt }: CardRow,
) {
  const half = history.column(columnId).split ? (done ? 'done' : 'doing') : null;
  return { columnId, swimlaneId, half, enteredColumnAt, committedAt, deliveredAt };
}

/** The same after a change: with the version, and the card that it is now directly before; null for the last one. */
function newPosition(history: BoardHistory, card: CardRow) {
  const column = history.cardsIn(history.column(card.columnId));
  const before = column[column.indexOf(card) + 1]?.number ?? null;
  return { ...cardPosition(history, card), version: card.version, before };
}

const ranks = (history: BoardHistory, column: Column) => history.cardsIn(column).map(({ rank }) => rank);
const lastRank = (history: BoardHistory, column: Column) => Math.max(0, ...ranks(history, column)) + 1;
const firstRank = (history: BoardHistory, column: Column) => Math.min(1, ...ranks(history, column)) - 1;
