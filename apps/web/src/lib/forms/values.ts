import type { FieldError, FieldErrors } from 'react-hook-form';
import type { AnyProblem } from '@/lib/api/result';
import { isSame } from '@/lib/drafts/same';

/** A draft of a form: the fields that differ, and the values that the typing began from. */
export type Kept<Values> = { typed: Partial<Values>; from: Values };

export type FieldFault = { path: string; message: string; code?: string };

/** The fields whose values differ from the base. */
export function changedFields<Values extends object>(values: Values, base: Values): Partial<Values> {
  const names = Object.keys(values) as (keyof Values)[];
  const changed = names.filter((name) => !isSame(values[name], base[name]));
  return Object.fromEntries(changed.map((name) => [name, values[name]])) as Partial<Values>;
}

/** JSON has no NaN: an emptied number field comes back as null. Fields that no longer exist are left out. */
export function restored<Values extends object>(typed: Partial<Values>, base: Values): Partial<Values> {
  const names = (Object.keys(typed) as (keyof Values)[]).filter((name) => name in base);
  const value = (name: keyof Values) =>
    typed[name] === null && typeof base[name] === 'number' ? Number.NaN : typed[name];
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Partial<Values>;
}

/** The errors of react-hook-form as the list that a refusal has. */
export function faultsOf(errors: FieldErrors, parent = ''): FieldFault[] {
  return Object.entries(errors).flatMap(([name, error]) => {
    const path = parent ? `${parent}.${name}` : name;
    if (!error || name === 'ref') return [];
    if (isError(error)) return [{ path, message: error.message ?? '', code: String(error.type) }];
    return typeof error === 'object' ? faultsOf(error as FieldErrors, path) : [];
  });
}

function isError(error: object): error is FieldError {
  return 'type' in error && typeof error.type === 'string';
}

/** Parts the errors that a field shows from what the form must show itself; `rest` is null where nothing is left. */
export function splitProblem(
  problem: AnyProblem,
  shown: ReadonlySet<string>,
): { atFields: FieldFault[]; rest: AnyProblem | null } {
  if (!('errors' in problem)) return { atFields: [], rest: problem };
  const atFields = problem.errors.filter(({ path }) => shown.has(path));
  const errors = problem.errors.filter(({ path }) => !shown.has(path));
  const isAllShown = errors.length === 0 && atFields.length > 0;
  return { atFields, rest: isAllShown ? null : ({ ...problem, errors } as AnyProblem) };
}

/** The problem once a field was typed in again; null where it had no other error. */
export function withoutErrorsAt(problem: AnyProblem, path: string): AnyProblem | null {
  if (!('errors' in problem) || problem.errors.length === 0) return problem;
  const errors = problem.errors.filter((error) => error.path !== path);
  return errors.length === 0 ? null : ({ ...problem, errors } as AnyProblem);
}
