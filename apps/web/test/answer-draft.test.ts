import { describe, expect, it } from '@jest/globals';
import { type Draft, noDraft, written } from '@/features/requests/answer/answer-draft';

const today = '2026-11-24';
const draft = (part: Partial<Draft>) => written({ ...noDraft, ...part }, today);

function lacks(part: Partial<Draft>): string[] {
  const result = draft(part);
  if (result.ok) return [];
  return 'errors' in result.problem ? result.problem.errors.map(({ path }) => path) : [];
}

describe('an answer that is being written', () => {
  it('is none before its kind is chosen', () => {
    expect(lacks({ message: 'We would love to.' })).toEqual(['kind']);
  });

  it('says all that a “not now” lacks at once', () => {
    expect(lacks({ kind: 'defer' })).toEqual(['reason', 'until', 'message']);
    expect(lacks({ kind: 'decline', reason: 'tooLarge', message: '  too short  ' })).toEqual(['message']);
  });

  it('counts characters as people see them, without the space around', () => {
    expect(lacks({ kind: 'decline', reason: 'other', message: '🙂🙂🙂🙂🙂🙂🙂🙂🙂a' })).toEqual([]);
    expect(lacks({ kind: 'decline', reason: 'other', message: '🙂🙂🙂🙂🙂🙂🙂🙂a ' })).toEqual(['message']);
  });

  it('defers to a day after today, a year ahead at most', () => {
    const notNow = { kind: 'defer', reason: 'noCapacity', message: 'Not this quarter.' } as const;
    expect(lacks({ ...notNow, until: today })).toEqual(['until']);
    expect(lacks({ ...notNow, until: '2026-11-25' })).toEqual([]);
    expect(lacks({ ...notNow, until: '2027-11-25' })).toEqual(['until']);
  });

  it('keeps out of an acceptance what belongs to a “not now”', () => {
    expect(draft({ kind: 'accept', reason: 'tooLarge', until: '2026-12-24', message: ' ' })).toEqual({
      ok: true,
      answer: { kind: 'accept' },
    });
  });
});

describe('an answer that leads elsewhere', () => {
  it('names what it repeats, or which board is to answer', () => {
    expect(lacks({ kind: 'duplicate' })).toEqual(['of']);
    expect(draft({ kind: 'duplicate', of: 7 })).toEqual({ ok: true, answer: { kind: 'duplicate', of: 7 } });
    expect(lacks({ kind: 'redirect' })).toEqual(['board', 'message']);
    expect(lacks({ kind: 'trade' })).toEqual(['displaces', 'reason', 'message']);
  });

  it('does not go out while nothing fills a variable in its message', () => {
    expect(lacks({ kind: 'accept', message: 'Gladly, {{boss}}.' })).toEqual(['message']);
  });
});
