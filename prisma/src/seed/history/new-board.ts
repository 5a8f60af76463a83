import type {
  Column,
  ColumnKind,
  Label,
  LabelColour,
  LimitMode,
  Swimlane,
  WipLimit,
} from '../../generated/client.js';
import { type CastName, cast } from '../cast.js';
import { Random } from '../random.js';
import type { IntakeRow } from '../rows.js';

type LimitFacts = { max: number; min?: number; mode?: LimitMode };

/** A planned board, with columns, swimlanes and people by name. */
export type NewBoard = {
  key: string;
  name: string;
  columns: readonly {
    name: string;
    kind: ColumnKind;
    limit?: number | LimitFacts;
    split?: true;
    policy?: string;
  }[];
  swimlanes?: readonly string[];
  /** Each with the words in the titles of its cards. */
  labels?: readonly { name: string; colour: LabelColour; words: RegExp }[];
  /** The limits besides those of columns and the one of expedite cards. */
  limits?: readonly (LimitFacts & {
    columns?: string[];
    lane?: string;
    column?: string;
    person?: CastName;
  })[];
  intake: Pick<IntakeRow, 'depth' | 'openPerRequester' | 'answerWithinHours' | 'timeZone'> &
    Partial<IntakeRow>;
  classPolicies?: Record<string, string>;
  serviceLevels?: Record<string, { percent: number; days: number }>;
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

/** Their ids come from numbers of their own, so that a board with other labels has the same history. */
export function labelsOf({ labels = [] }: NewBoard, of: Ids, at: Date): Label[] {
  const random = new Random(labels.length);
  return labels.map(({ name, colour }) => ({ ...of, id: random.uuid(at), name, colour }));
}

export function limitsOf(
  { columns, limits = [] }: NewBoard,
  of: Ids,
  placed: { columns: Column[]; swimlanes: Swimlane[] },
  random: Random,
  at: Date,
): WipLimit[] {
  const idOf = (named: { id: string; name: string }[], name: string) =>
    named.find((each) => each.name === name)!.id;
  const limit = ({ max, min, mode = 'block' }: LimitFacts, names: Partial<WipLimit>): WipLimit => ({
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
    ...columns.flatMap(({ name, limit: given }) => {
      if (given === undefined) return [];
      const columnId = idOf(placed.columns, name);
      return [limit(typeof given === 'number' ? { max: given } : given, { scope: 'column', columnId })];
    }),
    ...limits.map(({ columns: group, lane, column, person, ...facts }) => {
      if (group)
        return limit(facts, {
          scope: 'columns',
          columnIds: group.map((name) => idOf(placed.columns, name)).sort(),
        });
      if (person) return limit(facts, { scope: 'person', userId: cast[person].id });
      if (!lane) return limit(facts, { scope: 'board' });
      const columnId = column ? idOf(placed.columns, column) : null;
      return limit(facts, { scope: 'swimlane', swimlaneId: idOf(placed.swimlanes, lane), columnId });
    }),
    limit({ max: 1 }, { scope: 'classOfService', classOfService: 'expedite' }),
  ];
}

/** A limit as events describe it. */
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
