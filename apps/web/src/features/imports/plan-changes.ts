import type { ColumnKind, ImportPlan } from '@weir/contract';

/** That of a file with one board. */
export type Target = Exclude<ImportPlan['target'], { kind: 'boards' }>;
export type NewTarget = Extract<Target, { kind: 'new' }>;
export type DraftColumn = { id: string; name: string; kind: ColumnKind; max: number | null };

/** The choice for cards that are not imported. */
export const leftOut = 'leftOut';

/** The columns of a new board for its editor. The id is the index in the plan. */
export function draftsOf({ columns }: NewTarget): DraftColumn[] {
  return columns.map(({ name, kind, limit }, at) => ({ id: String(at), name, kind, max: limit }));
}

/** The target with these columns. Each keeps its columns of the source. Those of a removed one are left out. */
export function withDrafts(target: NewTarget, drafts: readonly DraftColumn[]): NewTarget {
  const columns = drafts.map(({ id, name, kind, max }) => ({
    ...{ name, kind, limit: max },
    from: target.columns[Number(id)]?.from ?? [],
  }));
  return { ...target, columns };
}

/** Where the cards of a column of the source go: a column’s index on a new board, or its id on an existing one. */
export function placeOf(target: Target, ref: string): string {
  const at = target.columns.findIndex(({ from }) => from.includes(ref));
  const column = target.columns[at];
  if (!column) return leftOut;
  return 'columnId' in column ? column.columnId : String(at);
}

/** The target with another column for the cards of a column of the source. */
export function withPlace(target: Target, ref: string, to: string): Target {
  const without = (from: string[]) => from.filter((each) => each !== ref);
  if (target.kind === 'new')
    return {
      ...target,
      columns: target.columns.map((column, at) => ({
        ...column,
        from: String(at) === to ? [...without(column.from), ref] : without(column.from),
      })),
    };
  const columns = target.columns.map((column) => ({ ...column, from: without(column.from) }));
  const isThere = columns.some(({ columnId }) => columnId === to);
  const all = isThere || to === leftOut ? columns : [...columns, { columnId: to, from: [] }];
  return {
    ...target,
    columns: all.map((column) =>
      column.columnId === to ? { ...column, from: [...column.from, ref] } : column,
    ),
  };
}
