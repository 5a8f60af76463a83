import type { Intake, RestPolicy, RestStatus } from '@weir/contract';
import { dayOf, endOf } from '../../flow/figures/local-days.js';
import type { Api } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer, Person } from '../../support/person.js';

/** A board with one full column is saturated. */
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

/** A board that was saturated for this many whole days. Returns its card, and the current day. */
export async function overloaded(api: Api, policy: Partial<RestPolicy> = {}, intake = {}, days = 2) {
  const board = await restingBoard(policy, intake);
  await toNextDay(api, 'UTC', 0);
  const [card] = await board.cards('Doing', 1);
  await sweep(api);
  let today = '';
  for (let n = 0; n < days; n += 1) today = await toNextDay(api);
  return { board, card, today };
}

/** Stops the clock, and switches off the rest policies of earlier tests, because the sweep would measure their days too. */
export async function beginRestTest(api: Api): Promise<void> {
  api.clock.stop();
  await api.pool.query('UPDATE intakes SET rest_policy = NULL WHERE rest_policy IS NOT NULL');
}

export const sweep = (api: Api) => api.service('SweepService').sweep();

/** Moves the clock to this many minutes after the next midnight of a zone, and runs the sweep. */
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

export const setRest = (by: Person, { path }: BoardUnderTest, setting: object): Promise<Answer<RestStatus>> =>
  by.put<RestStatus>(`${path}/intake/rest`, setting);

export async function gateOf(by: Person, { path }: BoardUnderTest): Promise<Intake['gate']> {
  return (await by.get<Intake>(`${path}/intake`)).body.gate;
}

/** Who began or ended the rests of a board, and how. */
export async function restEvents(board: BoardUnderTest): Promise<unknown[][]> {
  const events = (await board.events()).filter(({ type }) => type === 'rest.changed');
  return events.map(({ actor, changes }) => [
    ...[actor?.name ?? null, changes[0]?.to?.state, changes[0]?.to?.endedFor],
  ]);
}
