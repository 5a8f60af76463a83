import { Injectable } from '@nestjs/common';
import {
  type Board,
  type BoardChange,
  columnOf,
  describeLimit,
  explainRefusal,
  firstQueueColumn,
  isCounted,
  type LimitFacts,
  type WipRefusal,
} from '@weir/domain';
import { SnapshotsService } from '../boards/snapshot/snapshots.service.js';
import type { BoardIds } from '../database/board-ids.js';
import { type Result, refuse } from '../result.js';
import { LimitRefusalsRepository } from './limit-refusals.repository.js';
import { noOverride } from './no-override.js';

type Create = BoardChange & { kind: 'create' };
/** What somebody wanted. A card is made in the first queue column unless another is named. */
export type Wish =
  | Exclude<BoardChange, Create>
  | (Omit<Create, 'columnId'> & Partial<Pick<Create, 'columnId'>>);

/** What the database tells with its refusal: which limits, and the load that it saw. */
type Told = { id: string; max: number; load: number };

/** Puts to a refusal of the limits what the database does not know: names, words, and ways out. */
@Injectable()
export class LimitRefusalsService {
  constructor(
    private readonly repository: LimitRefusalsRepository,
    private readonly snapshots: SnapshotsService,
  ) {}

  /** A write's result; a refusal of the limits or of an override is explained, all else is as it was. */
  async explained<T>(place: BoardIds, result: Result<T>, wish: Wish): Promise<Result<T>> {
    if (result.ok) return result;
    const { code, facts } = result.refusal;
    if (code === 'wip-limit-reached') return this.full(place, wish, facts?.limits as Told[]);
    if (code === 'override-stale') return this.stale(place, wish, facts?.limits as Told[]);
    if (code === 'override-budget-spent')
      return this.spent(place, facts as { budget: number; spent: number });
    return result;
  }

  /** The result of bringing a board back; a refusal says whose limits its cards would break, and which cards. */
  async ofReturn<T>(place: BoardIds, result: Result<T>): Promise<Result<T>> {
    if (result.ok || result.refusal.code !== 'wip-limit-reached') return result;
    const board = await this.standing(place);
    const limits = described(board, result.refusal.facts?.limits as Told[]).map((limit) => ({
      ...limit,
      cards: cardsUnder(board, limit.id),
    }));
    return inFull({ code: 'wip-limit-reached', limits, options: [] }, 'returned');
  }

  /** All that the change breaks: what the database found first, and what else it meets on the board as it stands. */
  private async full(place: BoardIds, wish: Wish, told: Told[]): Promise<Result<never>> {
    return inFull(await this.refusalOf(place, wish, told), wish.kind);
  }

  /** The figures of an override are not those that stand: here are those that do, of all that it must name. */
  private async stale(place: BoardIds, wish: Wish, told: Told[]): Promise<Result<never>> {
    const broken = (await this.refusalOf(place, wish, told)).limits;
    const limits = broken.filter(({ mode }) => mode === 'reason').map(({ cards: _, ...limit }) => limit);
    return refuse('override-stale', { limits });
  }

  private async refusalOf(place: BoardIds, wish: Wish, told: Told[]): Promise<WipRefusal> {
    const board = await this.standing(place);
    const change = changeOf(board, wish);
    const whole = await this.withCards(place, board, change);
    return isOn(whole, change) ? explainRefusal(whole, change, told) : bare(whole, told);
  }

  private async spent(place: BoardIds, told: { budget: number; spent: number }): Promise<Result<never>> {
    const { renewsOn } = (await this.snapshots.standing(place)).overrides;
    return refuse('override-budget-spent', { ...told, renewsOn });
  }

  /** As it stands, with the names of those who have a limit, whether or not they have a card here. */
  private async standing(place: BoardIds): Promise<Board> {
    const board = await this.snapshots.standing(place);
    const ids = board.limits.flatMap((limit) => (limit.scope === 'person' ? [limit.userId] : []));
    return ids.length === 0 ? board : { ...board, people: await this.repository.people(ids) };
  }

  /** A board in one answer leaves out old cards; those which the change is about must be on it. */
  private async withCards(place: BoardIds, board: Board, change: BoardChange): Promise<Board> {
    const numbers = numbersIn(change).filter((number) => !board.cards.some((card) => card.number === number));
    const { columnId, swimlaneId } = cleared(change);
    if (numbers.length === 0 && !columnId && !swimlaneId) return board;
    const found = await this.repository.cards(place, { numbers, columnId, swimlaneId });
    const missing = found.filter(
      ({ number, columnId }) =>
        board.columns.some(({ id }) => id === columnId) &&
        !board.cards.some((card) => card.number === number),
    );
    return { ...board, cards: [...board.cards, ...missing] };
  }
}

function inFull(refusal: WipRefusal, kind: Parameters<typeof noOverride>[1]): Result<never> {
  const { code, ...facts } = refusal;
  return refuse(code, facts, noOverride(refusal.limits, kind));
}

function changeOf(board: Board, wish: Wish): BoardChange {
  if (wish.kind !== 'create') return wish;
  return { ...wish, columnId: wish.columnId ?? firstQueueColumn(board).id };
}

/** Whether all that the change names is still there: since the refusal a column may have gone. */
function isOn({ columns, cards }: Board, change: BoardChange): boolean {
  return (
    columnsIn(change).every((id) => columns.some((column) => column.id === id)) &&
    numbersIn(change).every((number) => cards.some((card) => card.number === number))
  );
}

/** The refusal with no more than the limits that the database named. */
function bare(board: Board, told: Told[]): WipRefusal {
  const limits = described(board, told).map((limit) => ({ ...limit, cards: [] }));
  return { code: 'wip-limit-reached', limits, options: [] };
}

function described(board: Board, told: Told[]): LimitFacts[] {
  return told.flatMap(({ id, max, load }) => {
    const limit = board.limits.find((each) => each.id === id);
    return limit ? [describeLimit(board, { ...limit, max, load })] : [];
  });
}

/** The numbers of the cards that count against a limit. */
function cardsUnder(board: Board, id: string): number[] {
  const limit = board.limits.find((each) => each.id === id);
  const cards = limit
    ? board.cards.filter((card) => isCounted(limit, card, columnOf(board, card.columnId)))
    : [];
  return cards.map(({ number }) => number);
}

function columnsIn(change: BoardChange): string[] {
  switch (change.kind) {
    case 'create':
    case 'move':
      return [change.columnId];
    case 'bulk':
      return change.moves.map(({ columnId }) => columnId);
    case 'restore':
      return [change.card.columnId];
    case 'clearColumn':
      return [change.columnId, change.to];
    default:
      return [];
  }
}

function numbersIn(change: BoardChange): number[] {
  switch (change.kind) {
    case 'move':
    case 'putBack':
    case 'edit':
      return [change.card];
    case 'swap':
      return [change.card, change.with];
    case 'bulk':
      return change.moves.map(({ card }) => card);
    default:
      return [];
  }
}

function cleared(change: BoardChange): { columnId?: string; swimlaneId?: string } {
  if (change.kind === 'clearColumn') return { columnId: change.columnId };
  return change.kind === 'clearLane' ? { swimlaneId: change.swimlaneId } : {};
}
