import type { RestPolicy, RestStatus } from '@weir/contract';
import { dayOf, endOf } from '../../flow/figures/local-days.js';
import type { Api } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Person } from '../../support/person.js';

/** A board of one full column is saturated. */
export const restPolicy: RestPolicy = {
  overloadedDays: 2,
  ofDays: 3,
  load: 50,
  age: null,
  overrides: null,
  overdue: null,
  byItself: false,
  calmDays: 2,
  lowMark: 70,
  longestDays: 5,
};

/** A board with a limit of one card, and a rest policy. */
export function restingBoard(policy: Partial<RestPolicy> = {}, intake = {}): Promise<BoardUnderTest> {
  return aBoard()
    .column('Doing', { limit: 1 })
    .intake({
      gateByItself: false,
      depth: 20,
      openPerRequester: 20,
      ...intake,
      rest: { ...restPolicy, ...policy },
    })
    .make();
}

export const sweep = (api: Api) => api.service('SweepService').sweep();

/** Moves the clock to so many minutes after the next midnight of a zone, and runs the sweep. */
export async function toNextDay(api: Api, timeZone = 'UTC', minutes = 5): Promise<string> {
  const now = api.clock.now().getTime();
  const midnight = endOf(dayOf(now, timeZone), timeZone);
  api.clock.pass({ minutes: (midnight - now) / 60_000 + minutes });
  await sweep(api);
  return dayOf(api.clock.now().getTime(), timeZone);
}

export async function restOf(by: Person, board: BoardUnderTest): Promise<RestStatus> {
  const { status, body } = await by.get<RestStatus>(`${board.path}/intake/rest`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
