import { describe, expect, it } from '@jest/globals';
import type { AnswerKind } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { capacityText, promisedTo } from '@/features/requests/deferrals/use-deferrals';
import { openState } from '@/features/requests/use-open-state';
import { pickedTo, stillPicked, toggled } from '@/lib/picking';
import { aRequest } from '../a-request.ts';

const words = createWords('en', 'UTC');
const board = { today: '2026-11-25', timeZone: 'UTC' };

describe('picking several requests', () => {
  const list = [3, 1, 4, 7, 5];

  it('toggles each request', () => {
    expect([...toggled(toggled(new Set(), 1), 4)]).toEqual([1, 4]);
    expect([...toggled(new Set([1, 4]), 1)]).toEqual([4]);
  });

  it('selects from the last one to this one, in either direction, and keeps the others', () => {
    expect([...pickedTo(new Set([5]), list, 1, 7)]).toEqual([5, 1, 4, 7]);
    expect([...pickedTo(new Set(), list, 7, 1)]).toEqual([1, 4, 7]);
    expect([...pickedTo(new Set(), list, 99, 4)]).toEqual([4]);
  });

  it('keeps those that still wait, in the order of the queue', () => {
    const waiting = [aRequest({ number: 4 }), aRequest({ number: 1 })];
    expect(stillPicked(new Set([1, 2, 4]), waiting).map(({ number }) => number)).toEqual([4, 1]);
  });
});

it('shows whether an open request waits, is in work, or has a ticket', () => {
  const text = (kind: AnswerKind, until: string | null) =>
    openState(words, { answer: { kind, until } }, board);
  expect(openState(words, { answer: null }, board)).toBe('waiting for an answer');
  expect(text('accept', null)).toBe('accepted and not delivered yet');
  expect(text('trade', null)).toBe('accepted and not delivered yet');
  expect(text('defer', '2026-12-15')).toMatch(/^deferred; can be asked again from .*15 Dec/);
  expect(text('defer', '2026-11-25')).toBe('deferred; can be asked again now');
  expect(text('expired', '2026-11-24')).toBe('not answered in time; can be asked again now');
  expect(text('shed', '2026-12-02')).toMatch(
    /^answered “not now” because too many .*; can be asked again from .*2 Dec/,
  );
  expect(text('accept', '2026-12-15')).toMatch(
    /^accepted, then put back for other work; can be asked again from/,
  );
});

describe('a week that requests are deferred to', () => {
  const ticket = (number: number, used = false) => ({
    number,
    ref: `PLAT-R${number}`,
    title: '',
    requester: { id: 'r', name: 'Rana' },
    classOfService: 'standard' as const,
    until: '2027-01-12',
    used,
  });
  const weeks = [
    { from: '2027-01-11', tickets: [ticket(1), ticket(2), ticket(3, true)], overpromised: false },
  ];

  it('is overpromised from the first ticket that a typical week does not deliver', () => {
    const deferrals = { capacity: { p15: 1, p50: 3, sample: 40 }, weeks, past: [] };
    expect(promisedTo(deferrals, '2027-01-11')).toEqual({
      due: 2,
      dueThen: 3,
      typical: 3,
      isOverpromised: false,
    });
    expect(promisedTo(deferrals, '2027-01-11', 2)).toMatchObject({ dueThen: 4, isOverpromised: true });
    expect(promisedTo(deferrals, '2027-01-18').due).toBe(0);
    expect(capacityText(words.t, deferrals.capacity)).toBe(
      'Cards delivered in a typical week: 3; in 85% of weeks, at least 1.',
    );
  });

  it('warns of nothing while a week’s deliveries are unknown', () => {
    const deferrals = { capacity: { unknown: 'Too few.' }, weeks, past: [] };
    expect(promisedTo(deferrals, '2027-01-11', 50)).toMatchObject({ typical: null, isOverpromised: false });
  });
});
