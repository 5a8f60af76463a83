import type { Board, Card, Column, Limit, PublicBoard, PublicCard, PublicLimit } from '@weir/contract';
import { isBlocked } from '@weir/domain';

/** What strangers see of a board. It names each field: what is new on a board stays private until it is added here. */
export function toPublicBoard(workspace: string, board: Board): PublicBoard {
  const { state, until } = board.intake.gate;
  return {
    workspace,
    key: board.key,
    name: board.name,
    today: board.today,
    timeZone: board.timeZone,
    pressure: { state: board.pressure.state, level: board.pressure.level },
    gate: { state, until },
    columns: board.columns.map(toPublicColumn),
    swimlanes: board.swimlanes.map(({ id, name }) => ({ id, name })),
    labels: board.labels.map(({ id, name, colour }) => ({ id, name, colour })),
    limits: board.limits.flatMap(toPublicLimit),
    cards: board.cards.map(toPublicCard),
  };
}

function toPublicColumn({ id, name, kind, split, limit, load }: Column): PublicBoard['columns'][number] {
  return { id, name, kind, split, limit: limit && figuresOf(limit), load };
}

function toPublicLimit(limit: Limit): PublicLimit[] {
  const shared = { id: limit.id, ...figuresOf(limit), load: limit.load };
  switch (limit.scope) {
    case 'column':
      return [{ ...shared, scope: limit.scope, columnId: limit.columnId }];
    case 'columns':
      return [{ ...shared, scope: limit.scope, columnIds: limit.columnIds }];
    case 'swimlane': {
      const { scope, swimlaneId, columnId } = limit;
      return [{ ...shared, scope, swimlaneId, ...(columnId !== undefined && { columnId }) }];
    }
    case 'board':
      return [{ ...shared, scope: limit.scope }];
    case 'classOfService':
      return [{ ...shared, scope: limit.scope, classOfService: limit.classOfService }];
    case 'person':
      return [];
  }
}

function figuresOf({ max, min }: Pick<Limit, 'max' | 'min'>) {
  return { max, ...(min !== undefined && { min }) };
}

function toPublicCard(card: Card): PublicCard {
  return {
    number: card.number,
    ref: card.ref,
    title: card.title,
    columnId: card.columnId,
    half: card.half,
    swimlaneId: card.swimlaneId,
    labelIds: card.labelIds,
    classOfService: card.classOfService,
    blocked: isBlocked(card),
    committedAt: card.committedAt,
    deliveredAt: card.deliveredAt,
    dueOn: card.dueOn,
    checklist: { done: card.checklist.done, total: card.checklist.total },
  };
}
