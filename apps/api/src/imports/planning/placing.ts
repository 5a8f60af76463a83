import type { ImportPlan, ImportSource } from '@weir/contract';
import type { ColumnKind } from '@weir/domain';
import type { Placing, PlannedField } from './planned-card.js';

/** The columns that a plan fills, in their order, each with the source’s columns that go there. */
export type FilledColumn = { id: string; kind: ColumnKind; from: readonly string[] };
type Person = { id: string; canBeAssigned: boolean };

/** What is the same for all cards of an import. Labels and fields are by their refs in the source. */
export function placingOf(
  source: ImportSource,
  plan: ImportPlan,
  to: {
    columns: readonly FilledColumn[];
    members: readonly Person[];
    labels: ReadonlyMap<string, string>;
    fields: ReadonlyMap<string, PlannedField>;
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
