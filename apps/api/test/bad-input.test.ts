import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ProblemOf } from '@weir/contract';
import { RouteTable } from '../src/http/route-table.js';
import { type Api, anApi } from './support/api.js';
import { aBoard, type BoardUnderTest } from './support/board.js';
import type { Answer } from './support/caller.js';

// What is wrong about a body whatever it says is held once, in http/bad-input.test.ts; here every write of a
// board meets what can be wrong with its own body: the right 4xx, the path of the fault, nothing changed.

type Write = {
  method: 'POST' | 'PUT' | 'PATCH';
  path: string;
  body: Record<string, unknown>;
  who?: 'requester';
};
type Told = Answer<ProblemOf<'invalid-input'>>;

let api: Api;
let board: BoardUnderTest;
let foreign: BoardUnderTest;
let lane: string;
let limit: string;
let seq: number;

beforeAll(async () => {
  api = await anApi();
  board = await aBoard(api).called('HERE').column('Doing', { limit: 3 }).make();
  foreign = await aBoard(api).called('THERE').make('other');
  lane = (await api.as('manager').post<{ id: string }>(`${board.path}/swimlanes`, { name: 'Lane' })).body.id;
  limit = (await board.column('Doing')).limit!.id;
  for (const column of ['Ready', 'Ready', 'Doing']) {
    await api.as('manager').post(`${board.path}/cards`, { title: 'A card', columnId: board.id(column) });
  }
  await api.as('requester').post(`${board.path}/requests`, { title: 'A request' });
});
afterAll(() => api.close());
beforeEach(async () => {
  ({ seq } = await board.read());
});

/** Each write that takes a body, with one that is right. */
function writes(): Record<string, Write> {
  const at = (path: string) => `${board.path}${path}`;
  const here = { columnId: board.id('Ready') };
  const says = { reason: 'noCapacity', message: 'There is no room this quarter.' };
  return {
    'PATCH :board': { method: 'PATCH', path: at(''), body: { name: 'Here', archived: false } },
    'POST columns': {
      method: 'POST',
      path: at('/columns'),
      body: { name: 'More', kind: 'active', limit: { max: 2 }, after: board.id('Doing') },
    },
    'PATCH columns/:column': {
      method: 'PATCH',
      path: at(`/columns/${board.id('Doing')}`),
      body: { name: 'Doing', limit: { max: 3 }, after: board.id('Ready') },
    },
    'POST swimlanes': { method: 'POST', path: at('/swimlanes'), body: { name: 'Lane two', before: lane } },
    'PATCH swimlanes/:swimlane': { method: 'PATCH', path: at(`/swimlanes/${lane}`), body: { name: 'Lane' } },
    'POST limits': {
      method: 'POST',
      path: at('/limits'),
      body: { scope: 'column', columnId: board.id('Done'), max: 3 },
    },
    'PATCH limits/:limit': { method: 'PATCH', path: at(`/limits/${limit}`), body: { max: 3 } },
    'POST cards': {
      method: 'POST',
      path: at('/cards'),
      body: {
        title: 'A card',
        description: 'Words',
        ...here,
        classOfService: 'standard',
        assigneeIds: [api.cast.member.id],
        swimlaneId: lane,
        dueOn: '2027-01-31',
      },
    },
    'PATCH cards/:number': {
      method: 'PATCH',
      path: at('/cards/1'),
      body: { title: 'A card', description: '', classOfService: 'standard', assigneeIds: [], dueOn: null },
    },
    'PUT cards/:number/position': {
      method: 'PUT',
      path: at('/cards/1/position'),
      body: { ...here, before: 2, swimlaneId: lane },
    },
    'PUT cards/:number/back': {
      method: 'PUT',
      path: at('/cards/3/back'),
      body: { reason: 'Later', message: 'Words' },
    },
    'PUT cards/:number/block': { method: 'PUT', path: at('/cards/3/block'), body: { reason: 'Stuck' } },
    'POST cards/:number/comments': { method: 'POST', path: at('/cards/1/comments'), body: { text: 'Words' } },
    'POST requests': {
      method: 'POST',
      path: at('/requests'),
      body: { title: 'A request', description: '', classOfService: 'standard', neededBy: '2027-01-31' },
      who: 'requester',
    },
    'PATCH requests/:number': {
      method: 'PATCH',
      path: at('/requests/1'),
      body: { title: 'A request', neededBy: null },
      who: 'requester',
    },
    'PUT requests/:number/answer': {
      method: 'PUT',
      path: at('/requests/1/answer'),
      body: { kind: 'defer', ...says, until: '2027-01-31' },
    },
    'PATCH intake': {
      method: 'PATCH',
      path: at('/intake'),
      body: { depth: 8, openPerRequester: 3, answerWithinHours: 72, timeZone: 'UTC' },
    },
    'PUT intake/gate': {
      method: 'PUT',
      path: at('/intake/gate'),
      body: { state: 'shut', reason: 'Moving house', until: '2099-01-01T00:00:00Z' },
    },
  };
}

const named = [
  'PATCH :board',
  'POST columns',
  'PATCH columns/:column',
  'POST swimlanes',
  'PATCH swimlanes/:swimlane',
  'POST limits',
  'PATCH limits/:limit',
  'POST cards',
  'PATCH cards/:number',
  'PUT cards/:number/position',
  'PUT cards/:number/back',
  'PUT cards/:number/block',
  'POST cards/:number/comments',
  'POST requests',
  'PATCH requests/:number',
  'PUT requests/:number/answer',
  'PATCH intake',
  'PUT intake/gate',
];

test('every write of a board that takes a body is met here', () => {
  const bodiless = ['PUT cards/:number/archive', 'POST requests/:number/ask-again'];
  const routes = api.app
    .get(RouteTable)
    .routes()
    .filter(({ method, path }) => /^(POST|PUT|PATCH)$/.test(method) && path.includes('/:board'))
    .map(
      ({ method, path }) =>
        `${method} ${path.replace('/v1/workspaces/:workspace/boards/', '').replace(':board/', '')}`,
    );
  expect(routes.filter((route) => !bodiless.includes(route)).sort()).toEqual(Object.keys(writes()).sort());
});

test.each(named)('%s: what is no object of its kind', async (name) => {
  const write = writes()[name]!;
  const { body } = write;
  expect((await send(write, JSON.stringify(body).slice(0, -1))).status).toBe(400);
  for (const other of ['null', '[]', '"text"', '7', '']) expect((await send(write, other)).status).toBe(422);
  expect((await send(write, JSON.stringify(body), { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await send(write, { ...body, [Object.keys(body)[0]!]: 'x'.repeat(300_000) })).status).toBe(413);
  await expectNothingChanged();
});

test.each(named)('%s: unknown fields, wrong types, and each of them is named', async (name) => {
  const write = writes()[name]!;
  expectFaults(await send(write, { ...write.body, colour: 'red' }), ['colour']);
  for (const field of Object.keys(write.body)) {
    const answer = await send(write, { ...write.body, [field]: { wrong: true } });
    expect([field, answer.status]).toEqual([field, 422]);
    const paths = answer.body.errors.map(({ path }) => path.split('.')[0]);
    expect(paths).toContain(field);
  }
  await expectNothingChanged();
});

const texts = ['name', 'title', 'description', 'reason', 'message', 'text'];
test.each(named)('%s: text that is empty, endless or no text', async (name) => {
  const write = writes()[name]!;
  const isCode = name === 'PUT requests/:number/answer';
  for (const field of texts.filter((each) => each in write.body && !(isCode && each === 'reason'))) {
    const most = { name: 80, title: 200, description: 20_000, reason: 500, message: 2000, text: 5000 }[
      field
    ]!;
    const wrong = ['x'.repeat(Math.max(10_000, most + 1)), 'a\u0000b', 'half \ud83d', '\u0007bell'];
    if (field !== 'description') wrong.push('', '   ', '\u200b\u200b');
    for (const text of wrong) {
      expectFaults(await send(write, JSON.stringify({ ...write.body, [field]: text })), [field]);
    }
  }
  await expectNothingChanged();
});

test.each(named)('%s: emoji, right-to-left text and combining marks are text', async (name) => {
  const write = writes()[name]!;
  const fields = texts.filter(
    (each) => each in write.body && !(name.endsWith('answer') && each === 'reason'),
  );
  for (const text of ['🚒 the fire 👩‍🚒🏽 brigade', 'שלום עולם, مرحبا بالعالم', 'Z̤͔ͧ̑̓ä͖̭̈̇l̮̒ͫǧ̗͚̚o̙̔ͮ̇͐̇', 'x‮desrever‬']) {
    // A fresh request each, for an answer is given once.
    if (name.endsWith('answer')) {
      const { body } = await api
        .as('requester')
        .post<{ number: number }>(`${board.path}/requests`, { title: text });
      write.path = `${board.path}/requests/${body.number}/answer`;
    }
    const body = { ...write.body, ...Object.fromEntries(fields.map((field) => [field, text])) };
    const answer = await send(write, body);
    expect([text, answer.status, answer.status >= 400 && answer.body]).toEqual([
      text,
      write.method === 'POST' ? 201 : 200,
      false,
    ]);
    for (const [field, value] of Object.entries(answer.body))
      if (fields.includes(field)) expect(value).toBe(text);
    if (name === 'POST requests') {
      const { number } = answer.body as unknown as { number: number };
      await api.as('requester').delete(`${board.path}/requests/${number}`);
    }
    if (name === 'POST limits') {
      const { id } = answer.body as unknown as { id: string };
      await api.as('manager').delete(`${board.path}/limits/${id}`);
    }
    if (name === 'PUT intake/gate')
      await api.as('manager').put(write.path, { state: 'open', reason: 'Back' });
  }
});

test.each([-1, 1.5, 10_000, 1e9, 1e300, '3', null, [3]])(
  'a maximum or a depth of %j is refused',
  async (max) => {
    const all = writes();
    expectFaults(await send(all['PATCH limits/:limit']!, { max }), ['max']);
    expectFaults(await send(all['POST limits']!, { ...all['POST limits']!.body, max }), ['max']);
    expectFaults(await send(all['POST columns']!, { name: 'x', kind: 'active', limit: { max } }), [
      'limit.max',
    ]);
    expectFaults(await send(all['PATCH columns/:column']!, { limit: { max } }), ['limit.max']);
    expectFaults(await send(all['PATCH intake']!, { depth: max }), ['depth']);
    await expectNothingChanged();
  },
);

test('ids of another workspace are none here, in whatever place', async () => {
  const all = writes();
  const theirs = foreign.id('Ready');
  expectFaults(await send(all['POST cards']!, { title: 'x', columnId: theirs }), ['columnId']);
  expectFaults(await send(all['PUT cards/:number/position']!, { columnId: theirs }), ['columnId']);
  expectFaults(await send(all['POST limits']!, { scope: 'column', columnId: theirs, max: 1 }), ['columnId']);
  expectFaults(await send(all['POST columns']!, { name: 'x', kind: 'queue', before: theirs }), ['before']);
  expectFaults(await send(all['PATCH columns/:column']!, { after: theirs }), ['after']);
  expectFaults(await send(all['POST swimlanes']!, { name: 'x', after: theirs }), ['after']);
  expectFaults(await send(all['POST cards']!, { title: 'x', swimlaneId: theirs }), ['swimlaneId']);
  expectFaults(await send(all['POST cards']!, { title: 'x', assigneeIds: [api.cast.stranger.id] }), [
    'assigneeIds',
  ]);
  const accept = { kind: 'accept', columnId: theirs };
  expectFaults(await send(all['PUT requests/:number/answer']!, accept), ['columnId']);
  for (const path of [`columns/${theirs}`, `swimlanes/${lane.replace(/^./, '9')}`, `limits/${theirs}`]) {
    expect((await api.as('manager').patch(`${board.path}/${path}`, {})).status).toBe(404);
    expect((await api.as('manager').delete(`${board.path}/${path}`)).status).toBe(404);
  }
  expect((await api.as('owner').post(`${foreign.path}/cards`, { title: 'x' })).status).toBe(404);
  await expectNothingChanged();
});

test.each(['0', '-1', '1.5', 'x', '99999999999', '%00', '1e3', '９'])(
  'a card or request with the number %s is none',
  async (number) => {
    for (const [path, body] of [
      [`cards/${number}/position`, { columnId: board.id('Ready') }],
      [`cards/${number}/block`, { reason: 'Stuck' }],
      [`requests/${number}/answer`, { kind: 'accept' }],
    ] as const) {
      expect([404, 422]).toContain((await api.as('manager').put(`${board.path}/${path}`, body)).status);
    }
    await expectNothingChanged();
  },
);

test('dates that are none, and times that are not ours', async () => {
  const { body } = writes()['POST cards']!;
  for (const dueOn of [
    '2027-02-30',
    '2027-13-01',
    '27-01-01',
    '2027-01-01T00:00:00Z',
    '9999-01-01',
    '0001-01-01',
    '',
  ]) {
    expectFaults(await send(writes()['POST cards']!, { ...body, dueOn }), ['dueOn']);
  }
  for (const until of ['tomorrow', '2099-01-01', '2099-01-01T00:00:00+02:00', '2001-01-01T00:00:00Z']) {
    expectFaults(await send(writes()['PUT intake/gate']!, { state: 'shut', reason: 'Away', until }), [
      'until',
    ]);
  }
  await expectNothingChanged();
});

test('a not-now without a reason or words says what is missing, and the request still waits', async () => {
  const answer = writes()['PUT requests/:number/answer']!;
  expectFaults(await send(answer, { kind: 'decline' }), ['message', 'reason']);
  expectFaults(await send(answer, { kind: 'decline', reason: 'because', message: 'Too short' }), [
    'message',
    'reason',
  ]);
  expectFaults(await send(answer, { kind: 'defer', reason: 'other', message: 'Some day, perhaps.' }), [
    'until',
  ]);
  expectFaults(await send(answer, { kind: 'perhaps' }), ['kind']);
  await expectNothingChanged();
});

function send({ method, path, who }: Write, body: unknown, headers = {}): Promise<Told> {
  return api.as(who ?? 'manager').send(method, path, body, headers);
}

function expectFaults({ status, body }: Told, paths: string[]): void {
  const named = [...new Set(body.errors?.map(({ path }) => path))].sort();
  expect([status, named]).toEqual([422, paths]);
}

async function expectNothingChanged(): Promise<void> {
  expect((await board.read()).seq).toBe(seq);
}
