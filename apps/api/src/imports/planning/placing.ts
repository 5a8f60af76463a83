import type { ImportPlan, ImportSource } from '@weir/contract';
import type { ColumnKind } from '@weir/domain';
import type { Caps } from '../caps.repository.js';
import type { Placing, PlannedField } from './planned-card.js';

/** The columns that a plan fills, in their order. `from`: the columns of the source whose cards go there. */
export type FilledColumn = { id: string; kind: ColumnKind; from: readonly string[] };
type Person = { id: string; canBeAssigned: boolean };
type Target = ImportPlan['target'];

/** The part of a plan that all cards of an import share. Labels and fields are by their refs in the source. */
export function placingOf(
  source: ImportSource,
  plan: ImportPlan,
  to: {
    columns: readonly FilledColumn[];
    members: readonly Person[];
    labels: ReadonlyMap<string, string>;
    fields: ReadonlyMap<string, PlannedField>;
    caps: Caps;
    timeZone: string;
    importer: string;
    now: Date;
  },
): Placing {
  const { columns, members, now, ...rest } = to;
  const chosen = new Map(plan.people.map(({ ref, userId }) => [ref, userId]));
  return {
    ...rest,
    columnOf: new Map(columns.flatMap(({ id, kind, from }) => from.map((ref) => [ref, { id, kind }]))),
    queues: columns.filter(({ kind }) => kind === 'queue'),
    archivedColumns: new Set(source.columns.filter(({ isArchived }) => isArchived).map(({ ref }) => ref)),
    takesArchived: plan.archived,
    people: new Map(
      source.people.map(({ ref, name }) => {
        const member = members.find(({ id }) => id === chosen.get(ref));
        return [ref, { userId: member?.id ?? null, canBeAssigned: member?.canBeAssigned ?? false, name }];
      }),
    ),
    now: now.toISOString(),
  };
}

/** The refs whose cards go to a column of an existing board. */
export function refsTo(target: Target, columnId: string): string[] {
  if (target.kind !== 'existing') return [];
  return target.columns.find((column) => column.columnId === columnId)?.from ?? [];
}

/** The target once its board exists. Its columns are known by their ids, so they can be renamed while the import runs. */
export function onBoard(
  target: Target,
  board: { key: string; columns: { id: string; name: string }[] },
): Target {
  if (target.kind !== 'new') return target;
  const columns = board.columns.map(({ id, name }) => ({
    columnId: id,
    from: target.columns.find((column) => column.name === name)?.from ?? [],
  }));
  return { kind: 'existing', board: board.key, columns };
}
