import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Board,
  type Card,
  EventList,
  LimitTrial,
  type OwnCredits,
  type Request,
  RestStatus,
  Waits,
} from '@weir/contract';
import { migrate } from '@weir/prisma/migrate';
import pg from 'pg';
import { type Api, anApi } from '../support/api.js';
import { aDatabase, type TestDatabase } from '../support/database.js';
import type { Caller } from '../support/person.js';

/** The fixtures of the upgrade test in prisma: rows of the first landing, and of the last one before rests, trials, credits and waits. */
const landings = [
  ['20261124100230_notices', 'first-landing.sql'],
  ['20261201420000_digest_mails', 'digest-landing.sql'],
] as const;
const id = (end: string) => `00000000-0000-7000-8000-${end.padStart(12, '0')}`;
const board = '/v1/workspaces/old/boards/PLAT';
const team = '/v1/workspaces/old/boards/TEAM';

let database: TestDatabase;
let api: Api;
let owner: Caller;
let requester: Caller;

beforeAll(async () => {
  database = await aDatabase(upgraded, 'weir_upgraded');
  api = await anApi({ DATABASE_URL: database.appUrl }, { empty: true });
  owner = await signedIn('1', '11');
  requester = await signedIn('3', '13');
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function upgraded(url: string): Promise<void> {
  for (const [upTo, fixture] of landings) {
    await migrate(url, { upTo });
    const rows = new URL(`../../../../prisma/test/fixtures/${fixture}`, import.meta.url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(await readFile(rows, 'utf8'));
    await client.end();
  }
  await migrate(url, { appRole: 'weir_app' });
}

async function signedIn(user: string, session: string): Promise<Caller> {
  const person = { userId: id(user), sessionId: id(session) };
  return api.withToken(await api.service('Tokens').ofSession(person, new Date(Date.now() + 3_600_000)));
}

test('reads the board of an upgraded database and enforces its limits', async () => {
  const { status, body } = await owner.get<Board>(board);
  expect([status, body.name, body.columns.map(({ load }) => load)]).toEqual([200, 'Platform', [2, 1, 1, 1]]);
  const doing = id('c2');
  expect((await owner.put<Card>(`${board}/cards/1/position`, { columnId: doing })).status).toBe(200);
  const refused = await owner.put(`${board}/cards/6/position`, { columnId: doing });
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { code: 'wip-limit-reached', limits: [{ id: id('e1') }] },
  ]);
});

test('answers a request of an upgraded database and uses an old ticket', async () => {
  const accepted = await owner.put<Request>(`${board}/requests/1/answer`, { kind: 'accept' });
  expect([accepted.status, accepted.body.answer?.kind]).toEqual([200, 'accept']);
  const again = await requester.post<Request>(`${board}/requests/5/ask-again`, {});
  expect([again.status, again.body.follows?.number]).toEqual([201, 5]);
  const events = await owner.get<EventList>(`${board}/events`);
  expect(EventList.parse(events.body).items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a board from before trials tries a limit, with a prediction from its old history', async () => {
  const limits = [{ columnId: id('4c2'), max: 3 }];
  const trial = await owner.post(`${team}/limits/trials`, { limits, reason: 'Fewer at once.' });
  expect(trial.status).toBe(201);
  expect(LimitTrial.parse(trial.body)).toMatchObject({ state: 'running', limits: [{ was: 4, now: 3 }] });
});

test('a board from before rests gets a policy and rests', async () => {
  const rest = {
    ...{ overloadedDays: 2, ofDays: 3, load: 50, age: null, overrides: null, overdue: null },
    ...{ byItself: false, calmDays: 2, lowMark: 70, longestDays: 5 },
  };
  expect((await owner.patch(`${team}/intake`, { rest })).status).toBe(200);
  const rests = await owner.put(`${team}/intake/rest`, { state: 'resting' });
  expect(RestStatus.parse(rests.body)).toMatchObject({ current: { state: 'resting' } });
  const reason = 'The release is out.';
  expect((await owner.put(`${team}/intake/rest`, { state: 'ended', reason })).status).toBe(200);
});

test('a card from before waits can wait on an old request of another board', async () => {
  const waits = `${team}/cards/92/waits`;
  expect((await owner.post(waits, { board: 'DATA', request: 1 })).status).toBe(201);
  expect(Waits.parse((await owner.get(waits)).body)).toMatchObject({ waitsOn: [{ on: { ref: 'DATA-R1' } }] });
});

test('a workspace from before credits switches them on, and its old boards charge', async () => {
  const rule = { credits: 20, period: 'week', timeZone: 'UTC', startPrice: 2, maxPrice: 10 };
  expect((await owner.put('/v1/workspaces/old/credits/rule', rule)).status).toBe(200);
  expect((await requester.post(`${team}/requests`, { title: 'For credits' })).status).toBe(201);
  const { account } = (await requester.get<OwnCredits>('/v1/workspaces/old/credits')).body;
  expect(account).toMatchObject({ balance: 18 });
});
