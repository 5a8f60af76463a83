import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { accountOf, switchOff, switchOn } from './support.js';

const api = theApi();
const { requester } = api.people;

/** The period at an instant in the database: its first day, the first day of the next period, and when that one begins. */
async function periodAt(period: string, timeZone: string, at: string): Promise<string[]> {
  const { rows } = await api.pool.query<{ from: string; next: string; ends: string }>(
    `WITH r AS (SELECT ROW (gen_random_uuid(), 10, $1, $2, 1, 1, now(), NULL, NULL, NULL)::credit_rules AS rule),
          p AS (SELECT weir.credit_period_start(rule, $3) AS start FROM r)
     SELECT start::text AS "from", weir.next_credit_period($1::credit_period, start)::text AS next,
            weir.instant(weir.start_of_credit_period(weir.next_credit_period($1::credit_period, start), $2)) AS ends
       FROM p`,
    [period, timeZone, at],
  );
  const { from, next, ends } = rows[0]!;
  return [from, next, ends.replace('.000Z', 'Z')];
}

test.each([
  // Berlin: summer time begins on 29 March 2026 and ends on 25 October.
  ['week', 'Europe/Berlin', '2026-03-29T21:59:59Z', ['2026-03-23', '2026-03-30', '2026-03-29T22:00:00Z']],
  ['week', 'Europe/Berlin', '2026-03-29T22:00:00Z', ['2026-03-30', '2026-04-06', '2026-04-05T22:00:00Z']],
  ['week', 'Europe/Berlin', '2026-10-25T22:59:59Z', ['2026-10-19', '2026-10-26', '2026-10-25T23:00:00Z']],
  ['month', 'Europe/Berlin', '2026-03-31T22:00:00Z', ['2026-04-01', '2026-05-01', '2026-04-30T22:00:00Z']],
  // New York is behind UTC, and Auckland ahead of it; Auckland's summer time ends on 5 April 2026.
  ['week', 'America/New_York', '2026-06-01T03:59:59Z', ['2026-05-25', '2026-06-01', '2026-06-01T04:00:00Z']],
  ['month', 'Pacific/Auckland', '2026-03-31T11:00:00Z', ['2026-04-01', '2026-05-01', '2026-04-30T12:00:00Z']],
  // 2026-W53 ends on 3 January; February of a leap year.
  ['week', 'UTC', '2027-01-03T23:59:59Z', ['2026-12-28', '2027-01-04', '2027-01-04T00:00:00Z']],
  ['month', 'UTC', '2028-02-29T12:00:00Z', ['2028-02-01', '2028-03-01', '2028-03-01T00:00:00Z']],
  // Midnight does not exist in Cairo on 24 April 2026: the clock goes from 00:00 to 01:00.
  ['week', 'Africa/Cairo', '2026-04-24T12:00:00Z', ['2026-04-20', '2026-04-27', '2026-04-26T21:00:00Z']],
])('a %s in %s at %s is the one that is computed by hand', async (period, timeZone, at, expected) => {
  expect(await periodAt(period, timeZone, at)).toEqual(expected);
});

test('credits are granted anew in each period, and nothing is carried over', async () => {
  await switchOn();
  const first = await accountOf(requester);
  expect(first).toMatchObject({ credits: 10, balance: 10 });
  expect(Date.parse(first.renewsAt)).toBe(Date.parse(`${first.renewsOn}T00:00:00Z`));
  expect(Date.parse(first.renewsOn) - Date.parse(first.from)).toBe(7 * 86_400_000);
  api.clock.pass({ days: 7 });
  expect(await accountOf(requester)).toMatchObject({ from: first.renewsOn, balance: 10 });
  api.clock.reset();
});

test('the period cannot change while the experiment is on, and inconsistent numbers and unknown time zones are refused', async () => {
  await switchOn();
  const paths = async (more: object) =>
    ((await switchOn(more)).body as unknown as { errors: { path: string; code: string }[] }).errors.map(
      ({ path, code }) => `${path} ${code}`,
    );
  expect(await paths({ startPrice: 11 })).toEqual(['startPrice aboveMaxPrice']);
  expect(await paths({ maxPrice: 11 })).toEqual(['maxPrice aboveCredits']);
  expect(await paths({ credits: 0 })).toContain('credits tooSmall');
  expect(await paths({ timeZone: 'Europe/Atlantis' })).toEqual(['timeZone timeZone']);
  for (const more of [{ period: 'month' }, { timeZone: 'Europe/Berlin' }])
    expect((await switchOn(more)).body).toMatchObject({ status: 409, code: 'credits-running' });
  expect((await switchOn({ credits: 12 })).body).toMatchObject({ credits: 12, ended: null });
  await switchOff();
  expect((await switchOn({ period: 'month', timeZone: 'Europe/Berlin' })).status).toBe(200);
  const { from, renewsOn } = await accountOf(requester);
  expect([from.slice(-2), renewsOn.slice(-2)]).toEqual(['01', '01']);
});
