import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Board, type Card, EventList, type Request } from '@weir/contract';
import { migrate } from '@weir/prisma/migrate';
import pg from 'pg';
import { type Api, anApi } from '../support/api.js';
import { aDatabase, type TestDatabase } from '../support/database.js';
import type { Caller } from '../support/person.js';

/** The fixture of the upgrade test in prisma: rows as the first landing left them. */
const fixture = new URL('../../../../prisma/test/fixtures/first-landing.sql', import.meta.url);
const firstLanding = '20261124100230_notices';
const id = (end: string) => `00000000-0000-7000-8000-${end.padStart(12, '0')}`;
const board = '/v1/workspaces/old/boards/PLAT';

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
  await migrate(url, { upTo: firstLanding });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(await readFile(fixture, 'utf8'));
  await client.end();
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
