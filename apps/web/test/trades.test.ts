import { describe, expect, it } from '@jest/globals';
import { noDraft, written } from '@/features/requests/answer/answer-draft';
import { leavesBoard, trades } from '@/features/requests/answer/kinds/trades';
import { aBoard } from './a-board.ts';

const now = new Date('2026-11-24T12:00:00Z');
const full = (ready: number) =>
  aBoard()
    .queue('Ready', { max: ready, cards: [{}] })
    .active('Dev', { max: 2, cards: [{ classOfService: 'intangible' }, { classOfService: 'expedite' }] })
    .done('Done')
    .made();

describe('a trade', () => {
  it('offers what makes way with where it would go, before it is sent', () => {
    const [first, ...others] = trades(full(2), 'standard', now);
    expect(first).toMatchObject({ card: { number: 2 }, started: true, to: { id: 'Ready' }, why: null });
    // What stands in Ready would stay there: there is room beside it, and the request is accepted.
    expect(others).toEqual([]);
    expect(trades(full(1), 'standard', now)).toMatchObject([
      { card: { number: 2 }, to: null, why: null },
      { card: { number: 1 }, started: false, to: null, why: null },
    ]);
  });

  it('says why a card can’t make way', () => {
    expect(trades(full(1), 'expedite', now)[0]?.why).toContain('Ready is full');
  });

  it('asks for a day only where what makes way leaves the board', () => {
    expect(leavesBoard(full(1), 2, 'standard')).toBe(true);
    expect(leavesBoard(full(2), 2, 'standard')).toBe(false);
    expect(leavesBoard(full(1), 99, 'standard')).toBe(false);

    const message = 'The audit comes first.';
    const draft = { ...noDraft, kind: 'trade', displaces: 2, reason: 'noCapacity', message } as const;
    expect(written(draft, '2026-11-24', { needsDate: true })).toMatchObject({
      problem: { errors: [{ path: 'until' }] },
    });
    expect(written({ ...draft, until: '2026-12-24' }, '2026-11-24')).toEqual({
      ok: true,
      answer: { kind: 'trade', displaces: 2, reason: 'noCapacity', message },
    });
  });
});
