import {
  Accept,
  BoardSettingsChange,
  CardPosition,
  NewMoves,
  Override,
  OverrideLogEntry,
  PutBack,
} from '../../src/index.js';

const [id, other] = ['0199f3a0-0000-7000-8000-000000000001', '0199f3a0-0000-7000-8000-000000000002'];
const faults = (result: { error?: { issues: { path: PropertyKey[] }[] } }) =>
  result.error?.issues.map(({ path }) => path.join('.'));
const seen = { id, max: 3, load: 3 };
const override = { reason: 'The auditor is here', limits: [seen] };

describe('an override', () => {
  const of = (facts: object) => faults(Override.safeParse({ ...override, ...facts }));

  test('needs a reason with visible text', () => {
    expect(of({})).toBeUndefined();
    for (const reason of [undefined, '', 'ok', '   ', 'x'.repeat(501)])
      expect(of({ reason })).toEqual(['reason']);
  });

  test('names each limit once, with the maximum and the load that the person saw', () => {
    expect(of({ limits: [] })).toEqual(['limits']);
    expect(of({ limits: [seen, seen] })).toEqual(['limits']);
    expect(of({ limits: [seen, { ...seen, id: other }] })).toBeUndefined();
    expect(of({ limits: [{ id, max: 3 }] })).toEqual(['limits.0.load']);
    expect(of({ limits: [{ id, load: 3 }] })).toEqual(['limits.0.max']);
    expect(of({ limits: [{ ...seen, load: -1 }] })).toEqual(['limits.0.load']);
  });

  test('can be part of a move, a swap, an accept and putting back', () => {
    expect(faults(CardPosition.safeParse({ columnId: id, override }))).toBeUndefined();
    expect(faults(CardPosition.safeParse({ swapWith: 4, override }))).toBeUndefined();
    expect(faults(CardPosition.safeParse({ columnId: id, override: { reason: 'Urgent' } }))).toEqual([
      'override.limits',
    ]);
    expect(faults(PutBack.safeParse({ reason: 'Not ready', override }))).toBeUndefined();
    expect(faults(Accept.safeParse({ kind: 'accept', override }))).toBeUndefined();
  });
});

describe('a bulk move', () => {
  const of = (...moves: object[]) => faults(NewMoves.safeParse({ moves }));

  test('moves 1 to 100 different cards, each to one position', () => {
    expect(of({ card: 1, columnId: id, half: 'done' }, { card: 2, columnId: id, after: 1 })).toBeUndefined();
    expect(of()).toEqual(['moves']);
    expect(of(...Array.from({ length: 101 }, (_, at) => ({ card: at + 1, columnId: id })))).toEqual([
      'moves',
    ]);
    expect(of({ card: 1, columnId: id }, { card: 2, columnId: id }, { card: 1, columnId: other })).toEqual([
      'moves.2.card',
    ]);
    expect(of({ card: 1 })).toEqual(['moves.0.columnId']);
    expect(of({ card: 1, columnId: id, before: 2, after: 3 })).toEqual(['moves.0.after']);
    expect(of({ card: 1, columnId: id, swapWith: 2 })).toEqual(['moves.0']);
    expect(of({ card: 1, columnId: id, half: 'left' })).toEqual(['moves.0.half']);
  });
});

test('a swap or a move can name a half', () => {
  expect(faults(CardPosition.safeParse({ swapWith: 4, half: 'done' }))).toBeUndefined();
  expect(faults(CardPosition.safeParse({ columnId: id, half: 'done' }))).toBeUndefined();
});

test('a board’s budget is 0 to 999 a month, and its policies are texts or the default', () => {
  const of = (change: object) => faults(BoardSettingsChange.safeParse(change));
  expect(of({ overrideBudget: 0 })).toBeUndefined();
  expect(of({ overrideBudget: 1000 })).toEqual(['overrideBudget']);
  expect(of({ overrideBudget: -1 })).toEqual(['overrideBudget']);
  expect(of({ classPolicies: { expedite: 'Only the pager may', standard: null } })).toBeUndefined();
  expect(of({ classPolicies: { expedite: '' } })).toEqual(['classPolicies.expedite']);
  expect(of({ classPolicies: { urgent: 'x' } })).toEqual(['classPolicies']);
});

test('an entry of the override log has who exceeded which limit, when and why', () => {
  const line = {
    seq: 7,
    at: '2026-03-01T09:00:00.000Z',
    by: { id, name: 'Ada' },
    mode: 'reason',
    reason: 'The auditor is here',
    limit: { id, scope: 'columns', of: 'Dev + Review' },
    max: 3,
    load: 3,
    gain: 1,
    cards: [{ number: 12, ref: 'PLAT-12', title: 'A card' }],
  };
  expect(faults(OverrideLogEntry.safeParse(line))).toBeUndefined();
  expect(
    faults(OverrideLogEntry.safeParse({ ...line, by: null, mode: 'warn', reason: null })),
  ).toBeUndefined();
  expect(faults(OverrideLogEntry.safeParse({ ...line, mode: 'block' }))).toEqual(['mode']);
});
