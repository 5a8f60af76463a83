import type { Board, ClassOfService, Column, Request } from '@weir/contract';
import {
  describeLimit,
  findBrokenLimits,
  findWarnedLimits,
  firstQueueColumn,
  type LimitFacts,
} from '@weir/domain';
import { limitText, type Translate } from '@weir/words';

/** The card that a request would become. Null is the first column or swimlane there is. */
export type ProposedCard = {
  columnId: string | null;
  swimlaneId: string | null;
  classOfService: ClassOfService;
};

/** The swimlane of a draft, chosen on purpose: none. */
export const noLane = '';

/** Whether a column and swimlane would take a new card of a class now. */
export type Entry = {
  column: Column;
  /** Null: in no swimlane. */
  swimlaneId: string | null;
  /** The limits that refuse it. None: there is room. */
  broken: LimitFacts[];
  /** All limits that refuse it can be overridden with a reason. */
  isOverridable: boolean;
  /** The limits that it would exceed, which only record that. */
  exceeded: LimitFacts[];
};

type Draft = { columnId?: string | null; swimlaneId?: string | null; classOfService: ClassOfService | null };

/** The card that a request becomes if the draft is sent as it is. */
export function proposedCard(draft: Draft, request: Pick<Request, 'classOfService'>): ProposedCard {
  const { columnId = null, swimlaneId = null, classOfService } = draft;
  return { columnId, swimlaneId, classOfService: classOfService ?? request.classOfService };
}

/** The chosen column and swimlane, or the first queue column in the first swimlane. */
export function entryOf(board: Board, card: ProposedCard): Entry {
  const chosen = board.columns.find(({ id }) => id === card.columnId);
  const column = chosen ?? (firstQueueColumn(board) as Column);
  return entryInto(board, column, laneOf(board, card.swimlaneId), card.classOfService);
}

/** Every column that a request can be accepted into, in the chosen swimlane: all but the done ones. */
export function columnEntries(board: Board, card: Omit<ProposedCard, 'columnId'>): Entry[] {
  return board.columns
    .filter(({ kind }) => kind !== 'done')
    .map((column) => entryInto(board, column, laneOf(board, card.swimlaneId), card.classOfService));
}

/** The chosen column in every swimlane, and in none. */
export function laneEntries(board: Board, card: ProposedCard): Entry[] {
  const { column } = entryOf(board, card);
  return [...board.swimlanes.map(({ id }) => id), null].map((lane) =>
    entryInto(board, column, lane, card.classOfService),
  );
}

/** A place with room: in the chosen swimlane first, then in any other. One that exceeds no limit is better. */
export function otherEntry(board: Board, card: ProposedCard): Entry | undefined {
  const lanes = [laneOf(board, card.swimlaneId), ...board.swimlanes.map(({ id }) => id), null];
  const withRoom = [...new Set(lanes)]
    .flatMap((lane) =>
      columnEntries(board, { swimlaneId: lane ?? noLane, classOfService: card.classOfService }),
    )
    .filter(({ broken }) => broken.length === 0);
  return withRoom.find(({ exceeded }) => exceeded.length === 0) ?? withRoom[0];
}

export function limitsText(t: Translate, limits: readonly LimitFacts[]): string {
  return limits.map((limit) => limitText(t, limit)).join(' ');
}

/** The chosen swimlane while it exists, else the first. */
function laneOf({ swimlanes }: Board, chosen: string | null): string | null {
  if (chosen === noLane) return null;
  return (swimlanes.find(({ id }) => id === chosen) ?? swimlanes[0])?.id ?? null;
}

function entryInto(
  board: Board,
  column: Column,
  swimlaneId: string | null,
  classOfService: ClassOfService,
): Entry {
  const change = { kind: 'create' as const, columnId: column.id, swimlaneId, classOfService };
  const broken = findBrokenLimits(board, change).map((limit) => describeLimit(board, limit));
  const exceeded = findWarnedLimits(board, change).map((limit) => describeLimit(board, limit));
  return {
    column,
    swimlaneId,
    broken,
    isOverridable: broken.length > 0 && broken.every(({ mode }) => mode === 'reason'),
    exceeded: broken.length > 0 ? [] : exceeded,
  };
}
