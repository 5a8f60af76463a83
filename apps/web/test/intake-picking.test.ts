import { describe, expect, it } from '@jest/globals';
import type { AnswerKind } from '@weir/contract';
import { numberIn, originals } from '@/features/requests/answer/kinds/originals';
import { promiseOf } from '@/features/requests/deferrals/promised-week';
import { openInWords } from '@/features/requests/open-words';
import { pickedTo, stillPicked, toggled } from '@/features/requests/queue/bulk/picking';
import { aRequest } from './a-request.ts';

describe('choosing several', () => {
  const list = [3, 1, 4, 7, 5];

  it('is a toggle for each', () => {
    expect([...toggled(toggled(new Set(), 1), 4)]).toEqual([1, 4]);
    expect([...toggled(new Set([1, 4]), 1)]).toEqual([4]);
  });

  it('reaches from the last one to this, in either direction, and keeps the others', () => {
    expect([...pickedTo(new Set([5]), list, 1, 7)]).toEqual([5, 1, 4, 7]);
    expect([...pickedTo(new Set(), list, 7, 1)]).toEqual([1, 4, 7]);
    expect([...pickedTo(new Set(), list, 99, 4)]).toEqual([4]);
  });

  it('keeps those that still wait, in the order of reading', () => {
    const waiting = [aRequest({ number: 4 }), aRequest({ number: 1 })];
    expect(stillPicked(new Set([1, 2, 4]), waiting).map(({ number }) => number)).toEqual([4, 1]);
  });
});

describe('what a request may repeat', () => {
  it('is first what is alike, then what waits longest, never itself', () => {
    const answer = { kind: 'accept' as const, until: null };
    const state = 'answered' as const;
    const alike = { number: 5, ref: 'PLAT-R5', state, answer, own: false, submittedAt: '' };
    const waiting = [aRequest({ number: 9 }), aRequest({ number: 7 }), aRequest({ number: 8 })];
    const offered = originals({ number: 8 }, [{ ...alike, title: 'A disk' }], waiting);
    expect(offered.map(({ number, isAlike }) => [number, isAlike])).toEqual([
      [5, true],
      [7, false],
      [9, false],
    ]);
  });

  it('is said to wait, to be in work, or to have a ticket, as its answer has it', () => {
    const said = (kind: AnswerKind, until: string | null) =>
      openInWords({ answer: { kind, until } }, '2026-11-25');
    expect(openInWords({ answer: null }, '2026-11-25')).toBe('waits for its answer');
    expect(said('accept', null)).toBe('is accepted and not delivered yet');
    expect(said('trade', null)).toBe('is accepted and not delivered yet');
    expect(said('defer', '2026-12-15')).toMatch(/^was deferred to .*15 Dec.* and may be asked again then$/);
    expect(said('defer', '2026-11-25')).toMatch(/may be asked again now$/);
    expect(said('expired', '2026-11-24')).toBe('had no answer in time and may be asked again now');
    expect(said('shed', '2026-12-02')).toMatch(/^was set aside, .* may be asked again from .*2 Dec/);
    expect(said('accept', '2026-12-15')).toMatch(/made way for other work, and may be asked again from/);
  });

  it('is named by its number, as it is written on this board', () => {
    expect(['79', 'R79', 'plat-r79', ' PLAT-R079 '].map((text) => numberIn(text, 'PLAT'))).toEqual([
      79, 79, 79, 79,
    ]);
    expect(['', '0', 'OPS-R79', 'PLAT-79', 'seven'].map((text) => numberIn(text, 'PLAT'))).toEqual(
      Array(5).fill(null),
    );
  });
});

describe('a week to which requests are put off', () => {
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

  it('is overpromised from the ticket on that it does not deliver as likely as not', () => {
    const deferrals = { capacity: { p15: 1, p50: 3, sample: 40 }, weeks, past: [] };
    expect(promiseOf(deferrals, '2027-01-11')).toEqual({
      said: '2 tickets are due that week; a week delivers 3 as likely as not, and 1 almost surely.',
      warning: null,
    });
    expect(promiseOf(deferrals, '2027-01-11', 2).warning).toBe(
      '4 requests would be promised to a week that delivers 3 as likely as not.',
    );
    expect(promiseOf(deferrals, '2027-01-18').said).toContain('No ticket is due that week yet');
  });

  it('is no reason to warn while nobody knows what it delivers', () => {
    const deferrals = { capacity: { unknown: 'Too few.' }, weeks, past: [] };
    expect(promiseOf(deferrals, '2027-01-11', 50).warning).toBeNull();
  });
});
