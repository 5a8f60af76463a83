import { Refused } from '../result.js';
import { valuesOf } from './filtered-page.js';

export type PartKind = 'column' | 'lane' | 'label';
/** A part of a board that filters name. */
export type Part = { kind: PartKind; id: string; name: string };

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The ids of parts of boards that are given by id or by name, in any case. Refuses names of nothing. */
export function partIdsOf(
  parts: readonly Part[],
  kind: PartKind,
  names: string | undefined,
): string[] | undefined {
  return names === undefined
    ? undefined
    : valuesOf(names).flatMap((name) => {
        const wanted = name.toLowerCase();
        const ids = parts
          .filter((part) => part.kind === kind && (part.id === wanted || part.name.toLowerCase() === wanted))
          .map(({ id }) => id);
        if (kind === 'lane' && wanted === 'none' && ids.length === 0) throw wrongFilter(kind, 'noneAlone');
        if (ids.length === 0) throw wrongFilter(kind, 'absent');
        return ids;
      });
}

/** The ids of people in a filter by assignee. Empty: cards without any. `known` finds those who were ever members. */
export async function peopleIdsOf(
  names: string | undefined,
  caller: string,
  known: (ids: string[]) => Promise<string[]>,
): Promise<string[] | undefined> {
  if (names === undefined) return undefined;
  if (names === 'none') return [];
  const people = valuesOf(names).map((name) => (name === 'me' ? caller : name.toLowerCase()));
  if (people.includes('none')) throw wrongFilter('assignee', 'noneAlone');
  const others = people.filter((id) => id !== caller);
  if (!others.every((id) => idShape.test(id))) throw wrongFilter('assignee', 'uuid');
  const members = others.length > 0 ? await known(others) : [];
  if (!others.every((id) => members.includes(id))) throw wrongFilter('assignee', 'absent');
  return people;
}

/** 422, at one parameter of a query. */
export function wrongFilter(path: string, code: string, params?: Record<string, number>): Refused {
  return new Refused({
    code: 'invalid-input',
    facts: { errors: [{ path, code, ...(params && { params }) }] },
  });
}
