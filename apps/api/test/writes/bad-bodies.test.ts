import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { theWrites } from './board-writes.js';
import { expectFaults } from './faults.js';
import { named } from './named-writes.js';

// Faults that any body can have are tested in http/problems/malformed-requests.test.ts. Here every write of a board gets
// wrong bodies of its own. It must answer the right 4xx, name the path of the fault and change nothing.

const api = theApi();
const { manager, requester } = api.people;
const writes = theWrites(api);

test('covers every write of a board that takes a body', () => {
  const bodiless = [
    'POST requests/:number/ask-again',
    'PUT intake/notify-me',
    'PUT columns/:column/notify-me',
    'PUT cards/:number/watch',
    'PUT cards/:number/checklist/:item/card',
    'PUT claims/:number/completion',
  ];
  // Tested with attachments, external ids, accepted work, its receipt, claims, the public form and link, the bulk answers, views,
  // rests and the deletion of boards.
  const testedElsewhere = [
    'POST cards/:number/attachments',
    'PUT cards-by-external-id/:externalId',
    'PUT requests-by-external-id/:externalId',
    'PUT cards/:number/archive',
    'POST claims',
    'PUT claims/:number',
    'PUT claims/:number/failure',
    'PUT requests/:number/received',
    'POST answers',
    'POST views',
    'PATCH views/:view',
    'PUT deletion',
    'PUT intake/form',
    'PUT intake/rest',
    'PUT public-link',
    'POST forms/:form/asks',
    'POST forms/:form/notify-me',
  ];
  const boards = '/v1/workspaces/:workspace/boards/';
  const stateful = Object.keys(statefulWrites());
  const routes = api
    .service('RouteTable')
    .routes()
    .filter(({ method, path }) => /^(POST|PUT|PATCH)$/.test(method) && path.startsWith(`${boards}:board`))
    .map(({ method, path }) => `${method} ${path.replace(boards, '').replace(':board/', '')}`);
  expect(routes.toSorted()).toEqual([...named, ...stateful, ...bodiless, ...testedElsewhere].toSorted());
});

/** Writes that succeed only in a state of their own, with a valid body. The body is checked before the state. */
function statefulWrites(): Record<string, { path: string; body: Record<string, unknown> }> {
  const none = '019a3c00-0000-7000-8000-00000000dead';
  const decision = { decision: 'keep', reason: 'It works' };
  return {
    'POST cards/:number/waits': { path: 'cards/1/waits', body: { board: 'THERE', request: 1 } },
    'POST requests/:number/waits': { path: 'requests/1/waits', body: { board: 'THERE', request: 1 } },
    'POST limits/trials': {
      path: 'limits/trials',
      body: { limits: [{ columnId: writes.board.id('Doing'), max: 4 }], days: 14, reason: 'To see' },
    },
    'PUT limits/trials/:trial/end': { path: `limits/trials/${none}/end`, body: decision },
    'PUT limits/trials/:trial/decision': { path: `limits/trials/${none}/decision`, body: decision },
    'PUT intake/price': { path: 'intake/price', body: { charged: false } },
  };
}

test('waits, trials and prices refuse bodies that are no object, have unknown fields or wrong types', async () => {
  for (const [name, { path, body }] of Object.entries(statefulWrites())) {
    const method = name.startsWith('PUT') ? 'PUT' : 'POST';
    const write = { method, path: `${writes.board.path}/${path}`, body } as const;
    expect((await writes.send(write, JSON.stringify(body).slice(0, -1))).status).toBe(400);
    for (const other of ['null', '[]', '"text"', '7', ''])
      expect([name, (await writes.send(write, other)).status]).toEqual([name, 422]);
    expectFaults(await writes.send(write, { ...body, flavour: 'sweet' }), ['flavour']);
    for (const field of Object.keys(body)) {
      const answer = await writes.send(write, { ...body, [field]: { wrong: true } });
      expect([name, field, answer.status]).toEqual([name, field, 422]);
      expect(answer.body.errors.map(({ path }) => path.split('.')[0])).toContain(field);
    }
  }
  await writes.expectNothingChanged();
});

test.each(named)('%s refuses a body that is not a JSON object', async (name) => {
  const write = writes.all()[name];
  const { body } = write;
  expect((await writes.send(write, JSON.stringify(body).slice(0, -1))).status).toBe(400);
  for (const other of ['null', '[]', '"text"', '7', ''])
    expect((await writes.send(write, other)).status).toBe(422);
  expect((await writes.send(write, JSON.stringify(body), { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await writes.send(write, { ...body, [Object.keys(body)[0]!]: 'x'.repeat(300_000) })).status).toBe(
    413,
  );
  await writes.expectNothingChanged();
});

test.each(named)('%s names unknown fields and wrong types', async (name) => {
  const write = writes.all()[name];
  expectFaults(await writes.send(write, { ...write.body, flavour: 'sweet' }), ['flavour']);
  for (const field of Object.keys(write.body)) {
    const answer = await writes.send(write, { ...write.body, [field]: { wrong: true } });
    expect([field, answer.status]).toEqual([field, 422]);
    const paths = answer.body.errors.map(({ path }) => path.split('.')[0]);
    expect(paths).toContain(field);
  }
  await writes.expectNothingChanged();
});

const texts = ['name', 'title', 'description', 'policy', 'reason', 'message', 'text', 'body'];
const isReasonCode = (name: string) => name.endsWith('answer') || name.includes('templates');
test.each(named)('%s refuses empty, endless and invalid text', async (name) => {
  const write = writes.all()[name];
  const fields = texts.filter((each) => each in write.body && !(isReasonCode(name) && each === 'reason'));
  for (const field of fields) {
    const most = {
      name: 80,
      title: 200,
      description: 20_000,
      policy: 2000,
      reason: 500,
      message: 2000,
      text: 5000,
      body: 5000,
    }[field]!;
    const wrong = ['x'.repeat(Math.max(10_000, most + 1)), 'a\u0000b', 'half \ud83d', '\u0007bell'];
    if (['name', 'title'].includes(field)) wrong.push('two\u2028lines');
    if (!['description', 'policy'].includes(field)) wrong.push('', '   ', '\u200b\u200b');
    for (const text of wrong) {
      expectFaults(await writes.send(write, JSON.stringify({ ...write.body, [field]: text })), [field]);
    }
  }
  await writes.expectNothingChanged();
});

test.each(named)('%s takes emoji, right-to-left text and combining marks', async (name) => {
  const write = writes.all()[name];
  const fields = texts.filter((each) => each in write.body && !(isReasonCode(name) && each === 'reason'));
  for (const text of ['🚒 the fire 👩‍🚒🏽 brigade', 'שלום עולם, مرحبا بالعالم', 'Z̤͔ͧ̑̓ä͖̭̈̇l̮̒ͫǧ̗͚̚o̙̔ͮ̇͐̇', 'שלום! Weir']) {
    // A new request each time, because a request is answered once.
    if (name.endsWith('answer')) {
      const { body } = await requester.post<{ number: number }>(`${writes.board.path}/requests`, {
        title: text,
      });
      write.path = `${writes.board.path}/requests/${body.number}/answer`;
    }
    const body = { ...write.body, ...Object.fromEntries(fields.map((field) => [field, text])) };
    const answer = await writes.send(write, body);
    expect([text, answer.status, answer.status >= 400 && answer.body]).toEqual([
      text,
      write.method === 'POST' && name !== 'POST moves' ? 201 : 200,
      false,
    ]);
    for (const [field, value] of Object.entries(answer.body))
      if (fields.includes(field)) expect(value).toBe(text);
    if (name === 'POST requests') {
      const { number } = answer.body as unknown as { number: number };
      await requester.delete(`${writes.board.path}/requests/${number}`);
    }
    if (
      /^POST (limits|intake\/templates|columns|swimlanes|labels|card-templates|recurring-cards|fields|fields\/:field\/options)$/.test(
        name,
      )
    ) {
      const { id } = answer.body as unknown as { id: string };
      await manager.delete(`${write.path}/${id}`);
    }
    if (name === 'PUT cards/:number/back')
      await manager.put(write.path.replace('back', 'position'), { columnId: writes.board.id('Doing') });
    if (name === 'PUT intake/gate') await manager.put(write.path, { state: 'open', reason: 'Back' });
  }
});
