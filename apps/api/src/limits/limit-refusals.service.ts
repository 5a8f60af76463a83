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
  type LimitMode,
  refusedTrade,
  tradedCardColumns,
  type WipRefusal,
} from '@weir/domain';
import type { Detail } from '@weir/words';
import { SnapshotsService } from '../boards/snapshot/snapshots.service.js';
import type { BoardIds } from '../database/board-ids.js';
import { type Result, refuse } from '../result.js';
import { LimitRefusalsRepository } from './limit-refusals.repository.js';

type Create = BoardChange & { kind: 'create' };
type TradeChange = BoardChange & { kind: 'trade' };
/**
 * A change that a limit may refuse. A card is created in the first queue column unless another is named. Where the
 * cards of a trade go follows from the board.
 */
export type ProposedChange =
  | Exclude<BoardChange, Create | TradeChange>
  | (Omit<Create, 'columnId'> & Partial<Pick<Create, 'columnId'>>)
  | Omit<TradeChange, 'columnId' | 'to'>;

/** A limit of a refusal by the database, with the load that it saw. */
type RefusedLimit = { id: string; max: number; load: number };

/** Explains a refusal by a limit with what the database does not know: names and options. */
@Injectable()
export class LimitRefusalsService {
  constructor(
    private readonly repository: LimitRefusalsRepository,
    private readonly snapshots: SnapshotsService,
  ) {}

  /** The result of a write, with a refusal by limits or of an override explained. Other results stay as they are. */
  async explain<T>(ids: BoardIds, result: Result<T>, change: ProposedChange): Promise<Result<T>> {
    if (result.ok) return result;
    const { code, facts } = result.refusal;
    if (code === 'wip-limit-reached') return this.explainFull(ids, change, facts?.limits as RefusedLimit[]);
    if (code === 'override-stale') return this.explainStale(ids, change, facts?.limits as RefusedLimit[]);
    if (code === 'override-budget-spent') {
      return this.explainSpent(ids, facts as { budget: number; spent: number });
    }
    return result;
  }

  /** The result of restoring a board. A refusal says whose limits its cards would break, and which cards. */
  async explainBoardReturn<T>(ids: BoardIds, result: Result<T>): Promise<Result<T>> {
    if (result.ok || result.refusal.code !== 'wip-limit-reached') return result;
    const board = await this.readBoard(ids);
    const limits = describeAll(board, result.refusal.facts?.limits as RefusedLimit[]).map((limit) => ({
      ...limit,
      cards: countedCards(board, limit.id),
    }));
    return toResult({ code: 'wip-limit-reached', limits, options: [] }, 'boardReturn');
  }

  /** All limits that the change breaks: those that the database found first, and others on the current board. */
  private async explainFull(
    ids: BoardIds,
    change: ProposedChange,
    refused: RefusedLimit[],
  ): Promise<Result<never>> {
    const refusal = await this.findRefusal(ids, change, refused);
    // A limit of the new card's class applies in every column, so none of them has room.
    const isForRoom = refusal.limits.every(({ scope }) => scope !== 'classOfService');
    return change.kind === 'trade' && isForRoom
      ? this.withoutRoom(ids, refusal)
      : toResult(refusal, change.kind);
  }

  /** A refused trade says in which columns the new card needs room. */
  private async withoutRoom(ids: BoardIds, { code, ...facts }: WipRefusal): Promise<Result<never>> {
    const columns = tradedCardColumns(await this.snapshots.current(ids));
    const roomIn = columns.map(({ id, name }) => ({ id, name }));
    const values = { active: columns[0]?.name ?? '' };
    return refuse(code, { ...facts, roomIn }, { key: 'tradeNeedsRoom', values });
  }

  /** The override's figures are out of date: these are the current ones, of all limits that it must name. */
  private async explainStale(
    ids: BoardIds,
    change: ProposedChange,
    refused: RefusedLimit[],
  ): Promise<Result<never>> {
    const broken = (await this.findRefusal(ids, change, refused)).limits;
    const limits = broken.filter(({ mode }) => mode === 'reason').map(({ cards: _, ...limit }) => limit);
    return refuse('override-stale', { limits });
  }

  private async findRefusal(
    ids: BoardIds,
    proposed: ProposedChange,
    refused: RefusedLimit[],
  ): Promise<WipRefusal> {
    const board = await this.withCards(ids, await this.readBoard(ids), proposed);
    return isPossible(board, proposed)
      ? explainRefusal(board, toBoardChange(board, proposed), refused)
      : withoutOptions(board, refused);
  }

  private async explainSpent(
    ids: BoardIds,
    figures: { budget: number; spent: number },
  ): Promise<Result<never>> {
    const { renewsOn } = (await this.snapshots.current(ids)).overrides;
    return refuse('override-budget-spent', { ...figures, renewsOn });
  }

  /** The current board, with the names of all people who have a limit, also of those without a card here. */
  private async readBoard(ids: BoardIds): Promise<Board> {
    const board = await this.snapshots.current(ids);
    const limited = board.limits.flatMap((limit) => (limit.scope === 'person' ? [limit.userId] : []));
    return limited.length === 0 ? board : { ...board, people: await this.repository.people(limited) };
  }

  /** A board's document leaves out old cards. Those that the change is about are added. */
  private async withCards(ids: BoardIds, board: Board, change: ProposedChange): Promise<Board> {
    const numbers = numbersIn(change).filter((number) => !board.cards.some((card) => card.number === number));
    const { columnId, swimlaneId } = cleared(change);
    if (numbers.length === 0 && !columnId && !swimlaneId) return board;
    const found = await this.repository.cards(ids, { numbers, columnId, swimlaneId });
    const missing = found.filter(
      ({ number, columnId }) =>
        board.columns.some(({ id }) => id === columnId) &&
        !board.cards.some((card) => card.number === number),
    );
    return { ...board, cards: [...board.cards, ...missing] };
  }
}

function toResult(refusal: WipRefusal, kind: ChangeKind): Result<never> {
  const { code, ...facts } = refusal;
  return refuse(code, facts, noOverrideDetail(refusal.limits, kind));
}

type ChangeKind = BoardChange['kind'] | 'boardReturn';

/** What to do instead of an override, for the changes that take none. */
const insteadOfOverride: Partial<Record<ChangeKind, Detail['key']>> = {
  restore: 'noOverride',
  boardReturn: 'noOverride',
  clearColumn: 'noOverrideForColumn',
  clearLane: 'noOverrideForSwimlane',
};

/** Says that this change takes no override, where all of the limits could otherwise be overridden. */
function noOverrideDetail(limits: readonly { mode: LimitMode }[], kind: ChangeKind): Detail | undefined {
  const key = insteadOfOverride[kind];
  const isOverridable = limits.length > 0 && limits.every(({ mode }) => mode === 'reason');
  return key && isOverridable ? { key } : undefined;
}

function toBoardChange(board: Board, proposed: ProposedChange): BoardChange {
  switch (proposed.kind) {
    case 'create':
      return { ...proposed, columnId: proposed.columnId ?? firstQueueColumn(board).id };
    case 'trade':
      return refusedTrade(board, proposed.displaces, proposed.classOfService);
    default:
      return proposed;
  }
}

/** Whether everything that the change names is still there: a column may have gone since the refusal. */
function isPossible({ columns, cards }: Board, change: ProposedChange): boolean {
  return (
    columnsIn(change).every((id) => columns.some((column) => column.id === id)) &&
    numbersIn(change).every((number) => cards.some((card) => card.number === number))
  );
}

/** The refusal with the limits that the database named, and no more. */
function withoutOptions(board: Board, refused: RefusedLimit[]): WipRefusal {
  const limits = describeAll(board, refused).map((limit) => ({ ...limit, cards: [] }));
  return { code: 'wip-limit-reached', limits, options: [] };
}

function describeAll(board: Board, refused: RefusedLimit[]): LimitFacts[] {
  return refused.flatMap(({ id, max, load }) => {
    const limit = board.limits.find((each) => each.id === id);
    return limit ? [describeLimit(board, { ...limit, max, load })] : [];
  });
}

/** The numbers of the cards that count against a limit. */
function countedCards(board: Board, id: string): number[] {
  const limit = board.limits.find((each) => each.id === id);
  const cards = limit
    ? board.cards.filter((card) => isCounted(limit, card, columnOf(board, card.columnId)))
    : [];
  return cards.map(({ number }) => number);
}

function columnsIn(change: ProposedChange): string[] {
  switch (change.kind) {
    case 'create':
      return change.columnId === undefined ? [] : [change.columnId];
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

function numbersIn(change: ProposedChange): number[] {
  switch (change.kind) {
    case 'move':
    case 'putBack':
    case 'edit':
      return [change.card];
    case 'swap':
      return [change.card, change.with];
    case 'trade':
      return [change.displaces];
    case 'bulk':
      return change.moves.map(({ card }) => card);
    default:
      return [];
  }
}

function cleared(change: ProposedChange): { columnId?: string; swimlaneId?: string } {
  if (change.kind === 'clearColumn') return { columnId: change.columnId };
  return change.kind === 'clearLane' ? { swimlaneId: change.swimlaneId } : {};
}
