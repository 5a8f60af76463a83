import type { Board, Event, Limit } from './seeded.js';

export type PlacedCard = {
  columnId: string;
  swimlaneId: string | null;
  expedite: boolean;
  assigneeIds: string[];
};

/** Applies an event to the cards on the board, by number. */
export function follow({ cards }: Board, placed: Map<number, PlacedCard>, { type, changes }: Event) {
  for (const { card, to } of changes) {
    if (card === undefined) continue;
    const expedite = cards.find(({ number }) => number === card)!.class_of_service === 'expedite';
    const before = placed.get(card) ?? { columnId: '', swimlaneId: null, expedite, assigneeIds: [] };
    if (type === 'card.archived') placed.delete(card);
    else if (to?.columnId)
      placed.set(card, { ...before, columnId: to.columnId, swimlaneId: to.swimlaneId ?? null });
    else if (to?.assigneeIds) placed.set(card, { ...before, assigneeIds: to.assigneeIds });
  }
}

/** How many of these cards the limit counts. */
export function loadOf({ columns }: Board, limit: Limit, cards: PlacedCard[]): number {
  const isActive = (id: string) => columns.some((column) => column.id === id && column.kind === 'active');
  const active = cards.filter(({ columnId }) => isActive(columnId));
  const usual = cards.filter(({ expedite }) => !expedite);
  switch (limit.scope) {
    case 'column':
      return usual.filter(({ columnId }) => columnId === limit.column_id).length;
    case 'columns':
      return usual.filter(({ columnId }) => limit.column_ids.includes(columnId)).length;
    case 'swimlane':
      return usual.filter(
        ({ swimlaneId, columnId }) =>
          swimlaneId === limit.swimlane_id &&
          (limit.column_id ? columnId === limit.column_id : isActive(columnId)),
      ).length;
    case 'person':
      return active.filter(({ assigneeIds }) => assigneeIds.includes(limit.user_id!)).length;
    case 'board':
      return active.length;
    default:
      return active.filter(({ expedite }) => expedite === (limit.class_of_service === 'expedite')).length;
  }
}

/** The limit when the board was created. Events report later changes. */
export function maxAtFirst({ limits, events }: Board, id: string): number {
  const made = events[0]!.changes.find(({ limit }) => limit === id);
  return made?.to?.max ?? limits.find((limit) => limit.id === id)!.max;
}
