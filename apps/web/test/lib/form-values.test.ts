import { describe, expect, it } from '@jest/globals';
import { problem } from '@weir/contract';
import { changedFields, faultsOf, restored, splitProblem, withoutErrorsAt } from '@/lib/forms/values';

describe('the fields of a form', () => {
  it('are changed if their content differs', () => {
    const base = { title: 'A', people: ['rana'], max: 2 };
    expect(changedFields({ title: 'A', people: ['rana'], max: Number.NaN }, base)).toEqual({
      max: Number.NaN,
    });
    expect(changedFields({ title: 'B', people: [], max: 2 }, base)).toEqual({ title: 'B', people: [] });
  });

  it('come back from a draft: an emptied number as empty, a field that no longer exists not at all', () => {
    const kept = JSON.parse(JSON.stringify({ max: Number.NaN, title: 'B', colour: 'red' }));
    expect(restored(kept, { title: 'A', max: 2 })).toEqual({ max: Number.NaN, title: 'B' });
  });

  it('have the errors of their paths', () => {
    const errors = {
      name: { type: 'too_small', message: 'is missing' },
      limit: { max: { type: 'custom', message: 'no' } },
    };
    expect(faultsOf(errors)).toEqual([
      { path: 'name', message: 'is missing', code: 'too_small' },
      { path: 'limit.max', message: 'no', code: 'custom' },
    ]);
  });
});

describe('a 422', () => {
  const invalid = problem('invalid-input', 'Some of it is not valid.', {
    errors: [
      { path: 'name', code: 'required', message: 'is missing' },
      { path: 'columns.0.name', code: 'required', message: 'is missing' },
    ],
  });

  it('shows errors at their fields, and the rest above them', () => {
    const { atFields, rest } = splitProblem(invalid, new Set(['name']));
    expect(atFields).toEqual([{ path: 'name', code: 'required', message: 'is missing' }]);
    expect(rest).toMatchObject({ code: 'invalid-input', errors: [{ path: 'columns.0.name' }] });
  });

  it('leaves nothing above the fields if they show all errors', () => {
    expect(splitProblem(invalid, new Set(['name', 'columns.0.name'])).rest).toBeNull();
  });

  it('leaves any other refusal unchanged', () => {
    const taken = problem('not-found', 'There is none.', {});
    expect(splitProblem(taken, new Set(['name']))).toEqual({ atFields: [], rest: taken });
  });
});

describe('a conflict with the state', () => {
  const taken = problem('name-taken', 'Names are unique here.', {
    errors: [{ path: 'name', code: 'columnNameTaken', message: 'another column has this name' }],
  });

  it('shows at its field, like a value that is not valid', () => {
    const { atFields, rest } = splitProblem(taken, new Set(['name']));
    expect([atFields, rest]).toEqual([taken.errors, null]);
  });

  it('is said by the form where no field shows it', () => {
    expect(splitProblem(taken, new Set())).toEqual({ atFields: [], rest: taken });
  });
});

it('loses the error of a field that is typed in, and a refusal with its last error', () => {
  const errors = ['name', 'email'].map((path) => ({ path, code: 'empty', message: 'Must not be empty.' }));
  const left = withoutErrorsAt(problem('invalid-input', '', { errors }), 'name');
  expect(left).toMatchObject({ errors: [{ path: 'email' }] });
  expect(left && withoutErrorsAt(left, 'email')).toBeNull();
  const other = problem('not-found', '', {});
  expect(withoutErrorsAt(other, 'name')).toBe(other);
});
