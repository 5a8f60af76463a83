import type { Answer } from '../support/person.js';
import type { Expected } from './answers.js';
import type { Command } from './model.js';

/** The HTTP request of a command, below the board's path. */
export function requestOf(command: Command): { method: string; path: string; body?: unknown } {
  const { toRequester } = command;
  const { body, ...call } = callOf(command);
  return { ...call, body: toRequester ? { ...(body ?? {}), toRequester } : body };
}

function callOf(command: Command): { method: string; path: string; body?: object } {
  const body = 'body' in command ? command.body : undefined;
  const card = 'card' in command ? `/cards/${command.card}` : '';
  const query = 'cardsTo' in command && command.cardsTo !== undefined ? `?cardsTo=${command.cardsTo}` : '';
  switch (command.kind) {
    case 'create':
      return { method: 'POST', path: '/cards', body };
    case 'move':
    case 'swap':
      return { method: 'PUT', path: `${card}/position`, body };
    case 'bulk':
      return { method: 'POST', path: '/moves', body };
    case 'putBack':
      return { method: 'PUT', path: `${card}/back`, body };
    case 'archive':
      return { method: 'PUT', path: `${card}/archive` };
    case 'restore':
      return {
        method: 'DELETE',
        path: `${card}/archive${command.columnId === undefined ? '' : `?columnId=${command.columnId}`}`,
      };
    case 'block':
      return { method: 'PUT', path: `${card}/block`, body: { reason: 'Waits for the vendor' } };
    case 'unblock':
      return { method: 'DELETE', path: `${card}/block` };
    case 'edit':
      return { method: 'PATCH', path: card, body };
    case 'addLimit':
      return { method: 'POST', path: '/limits', body };
    case 'changeLimit':
      return { method: 'PATCH', path: `/limits/${command.id}`, body };
    case 'removeLimit':
      return { method: 'DELETE', path: `/limits/${command.id}` };
    case 'addColumn':
      return { method: 'POST', path: '/columns', body };
    case 'changeColumn':
      return { method: 'PATCH', path: `/columns/${command.id}`, body };
    case 'removeColumn':
      return { method: 'DELETE', path: `/columns/${command.id}${query}` };
    case 'addLane':
      return { method: 'POST', path: '/swimlanes', body };
    case 'removeLane':
      return { method: 'DELETE', path: `/swimlanes/${command.id}${query}` };
    case 'changeBoard':
      return { method: 'PATCH', path: '', body };
    case 'submit':
      return { method: 'POST', path: '/requests', body };
    case 'answer':
      return { method: 'PUT', path: `/requests/${command.request}/answer`, body };
  }
}

type Json = Record<string, unknown>;

/** The part of an answer that the model knows too. */
export function seenIn(command: Command, { status, body: answered }: Answer): Expected {
  const body = answered as Json;
  if (status === 204) return { status };
  if (status >= 400) return { status, ...refusalSeen(body) };
  switch (command.kind) {
    case 'bulk':
      return { status, cards: (body.items as Json[]).map(cardSeen) };
    case 'addLimit':
    case 'changeLimit':
      return { status, limit: limitSeen(body) };
    case 'addColumn':
    case 'changeColumn':
      return { status, column: columnSeen(body) };
    case 'addLane':
      return { status, lane: body };
    case 'changeBoard':
      return { status, archived: body.archivedAt !== null };
    case 'submit':
    case 'answer': {
      const { number, answer, card } = body as { number: number; answer: Json | null; card: Json | null };
      return { status, request: { number, answer: answer?.kind ?? null, card: card?.number ?? null } };
    }
    default:
      return { status, card: cardSeen(body) };
  }
}

function refusalSeen({ code, ...facts }: Json): Json {
  switch (code) {
    case 'wip-limit-reached':
    case 'override-stale':
      return { code, limits: (facts.limits as Json[]).map(brokenSeen).toSorted(byId) };
    case 'override-budget-spent':
      return { code, budget: facts.budget, spent: facts.spent };
    case 'card-not-done':
    case 'card-not-committed':
      return { code, card: facts.card, columnId: facts.columnId };
    case 'column-not-empty':
    case 'swimlane-not-empty':
      return { code, cards: facts.cards };
    case 'accepted-work':
      return { code, cards: (facts.cards as Json[]).map(({ number, effect }) => ({ number, effect })) };
    case 'requests-waiting':
      return { code, waiting: facts.waiting };
    case 'intake-queue-full':
      return { code, waiting: facts.waiting, depth: facts.depth };
    default:
      return { code };
  }
}

function brokenSeen({ id, scope, of, max, mode, load, cards }: Json): Json {
  return { id, scope, of, max, mode, load, ...(Array.isArray(cards) && { cards: cards.toSorted(byNumber) }) };
}

function cardSeen(card: Json): Json {
  const { number, columnId, swimlaneId, half, classOfService, assignees, archivedAt, blocked } = card;
  return {
    number,
    columnId,
    swimlaneId,
    half,
    classOfService,
    people: (assignees as Json[]).map(({ id }) => id).toSorted(),
    archived: archivedAt !== null,
    blocked: blocked !== null,
    committed: card.committedAt !== null,
    delivered: card.deliveredAt !== null,
  };
}

function limitSeen({ passedLately: _, min = null, columnIds, ...limit }: Json): Json {
  return { ...limit, min, ...(Array.isArray(columnIds) && { columnIds: columnIds.toSorted() }) };
}

function columnSeen({ id, name, kind, split, limit, load }: Json): Json {
  return { id, name, kind, split, limit: limit && limitSeen(limit as Json), load };
}

/** A board as the API shows it, with its override log. */
export function boardSeen(board: Json, ledger: Json[]): Json {
  const { budget, spent } = board.overrides as Json;
  return {
    seq: board.seq,
    archived: board.archivedAt !== null,
    lanes: board.swimlanes,
    columns: (board.columns as Json[]).map(columnSeen),
    limits: (board.limits as Json[]).map(limitSeen).toSorted(byId),
    cards: (board.cards as Json[]).map(cardSeen),
    overrides: { budget, spent },
    ledger: ledger
      .map(({ seq, limit, mode, max, load, gain, reason }) => {
        return { seq, limit: (limit as Json).id, mode, max, load, gain, reason };
      })
      .toSorted(
        (one, other) => Number(other.seq) - Number(one.seq) || (`${one.limit}` < `${other.limit}` ? -1 : 1),
      ),
    waiting: (board.intake as Json).waiting,
  };
}

function byNumber(one: number, other: number): number {
  return one - other;
}

function byId(one: Json, other: Json): number {
  return `${one.id}` < `${other.id}` ? -1 : `${one.id}` > `${other.id}` ? 1 : 0;
}
