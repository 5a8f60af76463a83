import { checkDeferralDate, checkTicket } from '../../src/index.js';

describe('a deferral', () => {
  test.each([
    ['2026-03-02', 'today'],
    ['2026-03-01', 'the past'],
    ['2027-03-03', 'more than a year ahead'],
  ])('refuses %s: %s', (until) => {
    expect(checkDeferralDate(until, '2026-03-02')).toMatchObject({
      refusal: { errors: [{ path: 'until' }] },
    });
  });

  test.each(['2026-03-03', '2027-03-02'])('accepts %s', (until) => {
    expect(checkDeferralDate(until, '2026-03-02')).toEqual({ ok: true, value: until });
  });
});

describe('the ticket', () => {
  const from = '2026-03-10';

  test('can be used from its date on', () => {
    const ticket = { from, used: false };
    expect(checkTicket(ticket, '2026-03-09')).toEqual({ ok: false, refusal: { code: 'too-early', from } });
    expect(checkTicket(ticket, from).ok).toBe(true);
    expect(checkTicket(ticket, '2026-04-01').ok).toBe(true);
  });

  test('can be used once', () => {
    expect(checkTicket({ from, used: true }, from)).toMatchObject({ refusal: { code: 'already-asked' } });
  });

  test('is required to ask again', () => {
    expect(checkTicket(null, from)).toMatchObject({ refusal: { code: 'not-deferred' } });
  });
});

test('a refused day comes with the reason', () => {
  expect(checkDeferralDate('2026-03-02', '2026-03-02')).toMatchObject({
    refusal: { errors: [{ path: 'until', code: 'afterToday' }] },
  });
  expect(checkDeferralDate('2028-03-02', '2026-03-02')).toMatchObject({
    refusal: { errors: [{ path: 'until', code: 'yearAhead', last: '2027-03-02' }] },
  });
});
