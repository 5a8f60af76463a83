import type { ClassOfService, ColumnKind, LimitMode, LimitScope } from '@weir/contract';

// A second, simple implementation of limits: it counts every load from all cards. It shares nothing with `domain` or the database.

export type Column = { id: string; name: string; kind: ColumnKind; split: boolean };
export type Lane = { id: string; name: string };

export type Card = {
  number: number;
  columnId: string;
  swimlaneId: string | null;
  /** Whether the card is in the done half of a split column. */
  done: boolean;
  classOfService: ClassOfService;
  people: string[];
  archived: boolean;
  blocked: boolean;
  /** Whether it came from a request. */
  asked: boolean;
};

export type Limit = {
  id: string;
  scope: LimitScope;
  max: number;
  min: number | null;
  mode: LimitMode;
  columnId?: string;
  columnIds?: string[];
  swimlaneId?: string;
  userId?: string;
  across?: 'board' | 'workspace';
  classOfService?: ClassOfService;
};

export type BoardLoad = {
  archived: boolean;
  columns: readonly Pick<Column, 'id' | 'kind'>[];
  cards: readonly Card[];
};

export function isCounted(limit: Limit, card: Card, { columns }: Pick<BoardLoad, 'columns'>): boolean {
  if (card.archived) return false;
  const inFlight = columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  const expedite = card.classOfService === 'expedite';
  switch (limit.scope) {
    case 'column':
      return card.columnId === limit.columnId && !expedite;
    case 'columns':
      return (limit.columnIds ?? []).includes(card.columnId) && !expedite;
    case 'swimlane':
      if (card.swimlaneId !== limit.swimlaneId || expedite) return false;
      return limit.columnId === undefined ? inFlight : card.columnId === limit.columnId;
    case 'person':
      return inFlight && card.people.includes(limit.userId as string);
    case 'board':
      return inFlight;
    case 'classOfService':
      return inFlight && card.classOfService === limit.classOfService;
  }
}

/** The cards of these boards that count against a limit. An archived board counts only against its own limits. */
export function loadOf(boards: readonly BoardLoad[], limit: Limit): number {
  const counted = limit.across === 'workspace' ? boards.filter(({ archived }) => !archived) : boards;
  return counted.flatMap((board) => board.cards.filter((card) => isCounted(limit, card, board))).length;
}
