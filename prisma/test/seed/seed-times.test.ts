import { expect, test } from '@jest/globals';
import { isDayOff, todayIn } from '@weir/domain';
import { officeHours } from '../../src/seed/calendar.js';
import { contentsOf } from '../../src/seed/contents.js';
import type { BoardRows } from '../../src/seed/rows.js';
import { workStates } from './seeded.js';

test.each([
  ['before work on a Monday', '2027-01-04T05:00:00Z'],
  ['on a Tuesday after the clocks went forward', '2027-03-30T09:00:00Z'],
  ['at noon on a Wednesday', '2026-11-25T11:00:00Z'],
  ['on a Thursday morning', '2026-11-26T08:20:00Z'],
  ['on a Friday at the end of work', '2026-11-27T16:10:00Z'],
  ['on a Saturday', '2026-11-28T10:00:00Z'],
  ['on a Sunday evening', '2026-12-06T21:00:00Z'],
])('a demo seeded %s has as much work as any other, and no answer is due on a day off', (_, when) => {
  const at = new Date(when);
  const [plat, data, ops] = contentsOf(at).boards;
  const waiting = (of: typeof plat) => of!.requests.filter(({ answeredAt }) => answeredAt === null);
  expect([plat, data, ops].map((of) => waiting(of).length)).toEqual([7, 2, 2]);
  expect(waiting(data).filter(({ guestId }) => guestId !== null)).toHaveLength(1);
  expect(waiting(plat).filter(({ answerBy }) => answerBy <= at)).toHaveLength(1);
  expect(ops!.intakes[0]!.gate).toBe('shut');
  expect(ops!.intakes[0]!.gateUntil! > at).toBe(true);
  const flying = plat!.cards.filter((card) => card.committedAt && !card.deliveredAt && !card.archivedAt);
  expect(flying).toHaveLength(9);
  expect(data!.requestWaits.some(({ cardId }) => cardId !== null)).toBe(true);
  expect(ops!.requestWaits.some(({ requestId }) => requestId !== null)).toBe(true);
  expect(plat!.limitTrials).toMatchObject([{ cause: 'over', decision: 'keep' }]);
  expect(plat!.displacements).toHaveLength(1);
  const states = new Map(plat!.requestSteps.map((step) => [step.requestId, step.state]));
  expect(new Set(states.values())).toEqual(new Set(workStates));
  for (const { requests, intakes } of [plat!, data!, ops!]) {
    const calendar = { ...intakes[0]!, workingHours: officeHours };
    expect(intakes[0]!.workingHours).toEqual(officeHours);
    for (const { remindAt, answerBy, expiresAt } of requests)
      for (const due of [remindAt!, answerBy, expiresAt])
        expect(isDayOff(todayIn(due, calendar.timeZone), calendar)).toBe(false);
  }
});

test('a demo has the same history at every hour of a day, and no event in the future', () => {
  const shapes = hoursOf('2026-11-26').map((at) => {
    const boards = contentsOf(at).boards;
    for (const { events } of boards) {
      const times = events.map((event) => event.at.getTime());
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(times.at(-1)).toBeLessThanOrEqual(at.getTime());
    }
    return boards.map((rows) => ({
      days: rows.events.map((event) => todayIn(event.at, 'Europe/Berlin')),
      history: withoutTimes(rows),
    }));
  });
  for (const shape of shapes) expect(shape).toEqual(shapes[0]);
});

/** Times of that date in Berlin and in UTC. */
const hoursOf = (date: string) =>
  ['00:10', '05:00', '07:10', '08:10', '11:45', '16:30', '22:50'].map(
    (time) => new Date(`${date}T${time}:00Z`),
  );

/** The rows with words in place of ids and times. Counts of refusals are kept by the hour, so they are left out. */
function withoutTimes({ doorRefusals: _, ...rows }: BoardRows): unknown {
  const text = JSON.stringify(rows, (_key, value: unknown) => (value instanceof Date ? 'time' : value));
  return JSON.parse(
    text
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'),
  );
}
