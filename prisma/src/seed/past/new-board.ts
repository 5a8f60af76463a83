import type { Column, ColumnKind, LimitMode, Swimlane, WipLimit } from '../../generated/client.js';
import { type CastName, cast } from '../cast.js';
import type { Random } from '../random.js';
import type { plainIntake } from './plain-intake.js';

type Cap = { max: number; min?: number; mode?: LimitMode };

/** A board as a plan says it: columns, lanes and people by their names. */
export type NewBoard = {
  key: string;
  name: string;
  columns: readonly {
    name: string;
    kind: ColumnKind;
    limit?: number | Cap;
    split?: true;
    policy?: string;
  }[];
  swimlanes?: readonly string[];
  /** Beside those of columns, and the one of expedite cards that every board has. */
  limits?: readonly (Cap & { columns?: string[]; lane?: string; column?: string; person?: CastName })[];
  intake: { depth: number; openPerRequester: number; answerWithinHours: number; timeZone: string } & Partial<
    typeof plainIntake
  >;
  classPolicies?: Record<string, string>;
};

type Ids = { workspaceId: string; boardId: string };

export function columnsOf({ columns }: NewBoard, of: Ids, random: Random, at: Date): Column[] {
  return columns.map(({ name, kind, split = false, policy = '' }, position) => ({
    ...of,
    id: random.uuid(at),
    name,
    kind,
    position,
    split,
    policy,
  }));
}

export function swimlanesOf({ swimlanes = [] }: NewBoard, of: Ids, random: Random, at: Date): Swimlane[] {
  return swimlanes.map((name, position) => ({ ...of, id: random.uuid(at), name, position }));
}

export function limitsOf(
  { columns, limits = [] }: NewBoard,
  of: Ids,
  placed: { columns: Column[]; swimlanes: Swimlane[] },
  random: Random,
  at: Date,
): WipLimit[] {
  const idOf = (things: { id: string; name: string }[], name: string) =>
    things.find((thing) => thing.name === name)!.id;
  const limit = ({ max, min, mode = 'block' }: Cap, names: Partial<WipLimit>): WipLimit => ({
    ...of,
    id: random.uuid(at),
    scope: 'board',
    columnId: null,
    columnIds: [],
    swimlaneId: null,
    userId: null,
    classOfService: null,
    ...names,
    max,
    min: min ?? null,
    mode,
  });
  return [
    ...columns.flatMap(({ name, limit: cap }) => {
      if (cap === undefined) return [];
      const columnId = idOf(placed.columns, name);
      return [limit(typeof cap === 'number' ? { max: cap } : cap, { scope: 'column', columnId })];
    }),
    ...limits.map(({ columns: group, lane, column, person, ...cap }) => {
      if (group)
        return limit(cap, {
          scope: 'columns',
          columnIds: group.map((name) => idOf(placed.columns, name)).sort(),
        });
      if (person) return limit(cap, { scope: 'person', userId: cast[person].id });
      if (!lane) return limit(cap, { scope: 'board' });
      const columnId = column ? idOf(placed.columns, column) : null;
      return limit(cap, { scope: 'swimlane', swimlaneId: idOf(placed.swimlanes, lane), columnId });
    }),
    limit({ max: 1 }, { scope: 'classOfService', classOfService: 'expedite' }),
  ];
}

/** A limit as events tell it. */
export function factsOf({
  scope,
  columnId,
  columnIds,
  swimlaneId,
  userId,
  classOfService,
  max,
  min,
  mode,
}: WipLimit) {
  return {
    scope,
    ...(columnId && { columnId }),
    ...(columnIds.length > 0 && { columnIds }),
    ...(swimlaneId && { swimlaneId }),
    ...(userId && { userId, across: 'board' }),
    ...(classOfService && { classOfService }),
    max,
    ...(min !== null && { min }),
    mode,
  };
}
