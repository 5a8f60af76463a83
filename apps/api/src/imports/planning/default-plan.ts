import type { ImportPlan, ImportSource } from '@weir/contract';
import { type ColumnKind, columnKinds, isSameName } from '@weir/domain';
import { kindOfColumn, kindsOfColumns } from './column-kinds.js';

type Target = ImportPlan['target'];
type NewColumn = Extract<Target, { kind: 'new' }>['columns'][number];
export type Member = { id: string; name: string; email: string | null };
export type BoardColumn = { id: string; name: string; kind: ColumnKind };

const mostColumns = 30;

/**
 * The columns of a new board: those of the source, by kind and then in their order, and one of each kind that it lacks. Columns
 * with the same name become one. Archived columns are not made: their cards go to the first column, as archived cards. Columns for
 * cancelled work (“Won’t do”) are not made either, and their cards are left out.
 */
export function newColumns(source: ImportSource, names: Readonly<Record<ColumnKind, string>>): NewColumn[] {
  const columns: NewColumn[] = [];
  const open = source.columns.filter((each) => !each.isArchived);
  const kinds = kindsOfColumns(open);
  for (const [at, column] of open.entries()) {
    const kind = kinds[at] ?? null;
    const same = columns.find(({ name }) => isSameName(name, column.name));
    const ofKind = columns.filter((each) => each.kind === kind);
    // Room is kept for the kinds that are missing.
    const isFull = columns.length >= mostColumns - columnKinds.length;
    if (same) same.from.push(column.ref);
    else if (kind !== null && isFull && ofKind.length > 0) ofKind.at(-1)?.from.push(column.ref);
    else if (kind !== null)
      columns.push({ name: column.name, kind, limit: column.limit, from: [column.ref] });
  }
  for (const kind of columnKinds)
    if (!columns.some((column) => column.kind === kind))
      columns.push({ name: freeName(names[kind], columns), kind, limit: null, from: [] });
  const sorted = columnKinds.flatMap((kind) => columns.filter((column) => column.kind === kind));
  sorted[0]?.from.push(...source.columns.filter((each) => each.isArchived).map(({ ref }) => ref));
  return sorted;
}

/** Matches the source’s columns with those of a board: the one with the same name, otherwise the first of its kind. */
export function columnsOnBoard(
  source: ImportSource,
  board: readonly BoardColumn[],
): { columnId: string; from: string[] }[] {
  const targets = board.map(({ id }) => ({ columnId: id, from: [] as string[] }));
  for (const column of source.columns) {
    const kind = column.isArchived ? 'queue' : kindOfColumn(column);
    const same = board.findIndex(({ name }) => isSameName(name, column.name));
    const first = board.findIndex((each) => each.kind === kind);
    targets[same === -1 ? first : same]?.from.push(column.ref);
  }
  return targets.filter(({ from }) => from.length > 0);
}

/** Matches the source’s people with members, by address or by a name that only one member has. */
export function matchedPeople(source: ImportSource, members: readonly Member[]): ImportPlan['people'] {
  return source.people.map(({ ref, name, email }) => {
    const byEmail = members.find((member) => email !== null && member.email === email.toLowerCase());
    const byName = members.filter((member) => isSameName(member.name, name));
    return { ref, userId: byEmail?.id ?? (byName.length === 1 ? (byName[0]?.id ?? null) : null) };
  });
}

/** A free key for a new board, from its name. */
export function freeKey(name: string, taken: ReadonlySet<string>): string {
  const letters = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, '')
    .trim();
  const words = letters.split(/ +/);
  const initials = words.map((word) => word[0] ?? '').join('');
  const short = words.length > 1 && initials.length > 2 ? initials : (words[0] ?? '');
  const key = /^[A-Z][A-Z0-9]/.test(short) ? short.slice(0, 8) : 'IMPORT';
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? key : `${key}${n}`;
    if (!taken.has(tried)) return tried;
  }
}

function freeName(name: string, columns: readonly NewColumn[]): string {
  return columns.some((column) => isSameName(column.name, name)) ? `${name} 2` : name;
}
