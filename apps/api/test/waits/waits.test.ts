import { expect, test } from '@jest/globals';
import type { IntakeWaits, RequestHistory, Wait, Waits } from '@weir/contract';
import { all, boardIdsOf, SqlCrowd } from '../races/crowd.js';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aToken } from '../workspaces/tokens/support.js';
import { addWait, aTarget, boards, marksOf, newsOf, settle, wait, waitsOf } from './waiting.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer, stranger } = api.people;

test('a card waits on a request of another board until the request is delivered, and both sides show it', async () => {
  const [one, other] = await boards();
  const { number, ref } = await other.ask('Open the port');
  const { seq } = await one.read();
  const added = await addWait(one, 1, { board: other.key, request: number });
  expect(added).toMatchObject({
    status: 201,
    body: { on: { ref, title: 'Open the port', card: null }, state: 'waiting', endedAt: null, answer: null },
  });
  expect(added.body.pressure).toMatchObject({ state: 'flowing' });
  expect((await addWait(one, 1, { board: other.key, request: number })).body.id).toBe(added.body.id);
  expect(await marksOf(one, 1)).toEqual([ref]);
  // Its requester does not see which work of other boards waits on it.
  const there = `${other.path}/requests/${number}/waits`;
  expect((await requester.get<Waits>(there)).body).toEqual({ waitsOn: [], waiters: [] });
  expect((await viewer.get<Waits>(there)).body.waiters).toMatchObject([
    { ref: `${one.key}-1`, kind: 'card', title: expect.stringMatching(/./) },
  ]);
  const { caller: narrow } = await aToken(api, member, { scopes: ['read'], boards: [other.key] });
  expect((await narrow.get<Waits>(there)).body.waiters).toEqual([]);

  const { body: accepted } = await manager.answer(other, number, { kind: 'accept' });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ state: 'queued', on: { card: accepted.card?.ref } }]);
  await member.moveCard(other, accepted.card!.number, { column: 'Doing' });
  await member.moveCard(other, accepted.card!.number, { column: 'Done' });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ state: 'delivered', endedAt: expect.any(String) }]);
  expect(await marksOf(one, 1)).toEqual([]);
  expect(await newsOf(one, 1)).toEqual([`${ref} was delivered. ${one.key}-1 no longer waits on it.`]);

  await member.moveCard(other, accepted.card!.number, { column: 'Doing' });
  await settle();
  expect(await marksOf(one, 1)).toEqual([ref]);
  expect((await member.delete(`${one.path}/cards/1/waits/${added.body.id}`)).status).toBe(204);
  expect(await waitsOf(one, 1)).toEqual([]);
  const changes = (await one.events(seq)).flatMap((event) => event.changes);
  const values = { board: other.key, number };
  expect(changes.map(({ card, from, to }) => [card, from?.state ?? null, to?.state ?? null])).toEqual([
    [1, null, 'waiting'],
    [1, 'waiting', 'queued'],
    [1, 'queued', 'delivered'],
    [1, 'delivered', 'begun'],
    [1, 'begun', null],
  ]);
  expect(changes[0]).toMatchObject({ wait: added.body.id, to: { ...values, state: 'waiting' } });
});

test('asking another board submits and links in one transaction, under all rules of that board’s intake', async () => {
  const [one, other] = await boards();
  await manager.patch(`${other.path}/intake`, { depth: 1 });
  const key = { 'idempotency-key': `ask-${one.key}` };
  const ask = { board: other.key, ask: { title: 'Open the port', description: 'For the gateway' } };
  const first = await addWait(one, 1, ask, key);
  expect(first).toMatchObject({ status: 201, body: { on: { title: 'Open the port' }, state: 'waiting' } });
  expect((await addWait(one, 1, ask, key)).body).toEqual(first.body);
  expect(await other.events()).toContainEqual(
    expect.objectContaining({
      type: 'request.submitted',
      actor: expect.objectContaining({ id: expect.any(String) }),
    }),
  );
  const { seq } = await one.read();
  const refused = await addWait(one, 1, { board: other.key, ask: { title: 'Another port' } });
  expect(refused).toMatchObject({ status: 429, body: { code: 'intake-queue-full', waiting: 1, depth: 1 } });
  expect(refused.body.detail).toContain(`${other.key} doesn’t take it now`);
  expect((await one.read()).seq).toBe(seq);
  expect(await waitsOf(one, 1)).toHaveLength(1);
  const { rows } = await api.pool.query(
    `SELECT d.count::int FROM door_refusals d JOIN boards b ON b.id = d.board_id WHERE b.key = $1`,
    [other.key],
  );
  expect(rows).toEqual([{ count: 1 }]);
  const { caller: token } = await aToken(api, member, { scopes: ['read', 'cards'] });
  expect((await token.post(`${one.path}/cards/1/waits`, ask)).body).toMatchObject({ code: 'scope-missing' });
});

test('a token that only writes cards gets neither the title of the request that a card waits on nor its board’s pressure', async () => {
  const [one, other] = await boards();
  const { number, ref, title } = await other.ask();
  const body = { board: other.key, request: number };
  const { caller: writer } = await aToken(api, member, { scopes: ['cards'] });
  const added = await writer.post<Wait>(`${one.path}/cards/1/waits`, body);
  expect(added).toMatchObject({ status: 201, body: { on: { ref, title: null }, pressure: null } });
  const { caller: reader } = await aToken(api, member, { scopes: ['read', 'cards'] });
  expect((await reader.post<Wait>(`${one.path}/cards/1/waits`, body)).body).toMatchObject({ on: { title } });
});

test('a request can wait, and its card keeps the wait', async () => {
  const [one, other] = await boards();
  const { number } = await other.ask();
  const mine = await one.ask('Needs a port');
  const path = `${one.path}/requests/${mine.number}/waits`;
  const added = await member.post<Wait>(path, { board: other.key, request: number });
  expect((await requester.get<Waits>(path)).body).toMatchObject({
    waitsOn: [{ on: { ref: `${other.key}-R${number}`, title: null }, pressure: null, state: 'waiting' }],
  });
  expect((await secondRequester.get(path)).status).toBe(404);
  const { body } = await manager.answer(one, mine.number, { kind: 'accept' });
  expect(await marksOf(one, body.card!.number)).toEqual([`${other.key}-R${number}`]);
  const events = (await one.events()).filter(({ type }) => type === 'request.waitsChanged');
  expect(events.map(({ changes }) => changes)).toMatchObject([
    [{ request: mine.number, wait: added.body.id }],
  ]);
});

test('the history of a request says what it waits on, and how that ended', async () => {
  const [one, other] = await boards();
  const { ref, number } = await other.ask();
  const mine = await one.ask('Needs a port');
  const path = `${one.path}/requests/${mine.number}`;
  const textsOf = async (as = requester) =>
    (await as.get<RequestHistory>(`${path}/history`)).body.items.map(({ what }) => what);
  await member.post(`${path}/waits`, { board: other.key, request: number });
  expect(await textsOf()).toEqual(['Submitted.', `It waits on ${ref} now.`]);
  await manager.answer(other, number, decline);
  await settle();
  expect(await textsOf(viewer)).toEqual([
    'Submitted.',
    `It waits on ${ref} now.`,
    `${ref}: declined, the wait is over.`,
  ]);
  const { waitsOn } = (await member.get<Waits>(`${path}/waits`)).body;
  await member.delete(`${path}/waits/${waitsOn[0]?.id}`);
  expect((await textsOf()).at(-1)).toBe(`It no longer waits on ${ref}.`);
  const { body } = await manager.get<RequestHistory>(`${path}/history`);
  expect(body.items.at(-1)?.by).toMatchObject({ name: expect.stringContaining('Bao') });
});

test('refuses a wait on a missing or closed request, a wait of a closed card, and a wait on itself', async () => {
  const [one, other] = await boards(2);
  const done = await other.accepted('Done');
  const refused = async (card: number, body: object, headers = {}) =>
    (await addWait(one, card, body, headers)).body;
  const fault = (path: string, code: string) => ({ errors: [{ path, code }] });
  expect(await refused(1, { board: other.key, request: 99 })).toMatchObject(fault('request', 'absent'));
  expect(await refused(1, { board: 'NONE', request: 1 })).toMatchObject(fault('board', 'notBoardThatTakes'));
  expect(await refused(1, { board: other.key })).toMatchObject(fault('request', 'oneOfRequestAndAsk'));
  expect(await refused(1, { board: other.key, request: done })).toMatchObject({
    code: 'work-over',
    ...fault('request', 'requestEnded'),
  });
  await other.ask();
  const known = { board: other.key, request: 2 };
  expect(await refused(1, known, { 'if-match': '"7"' })).toMatchObject({ code: 'precondition-failed' });
  await member.archive(one, 2);
  expect(await refused(2, known)).toMatchObject({ code: 'work-over', ...fault('number', 'noLongerWaits') });
  const own = await one.accepted('Ready');
  expect(await refused(own, { board: one.key, request: 1 })).toMatchObject(fault('request', 'waitsOnItself'));
  const mine = await one.ask('Mine');
  const itself = { board: one.key, request: mine.number };
  expect(await member.post(`${one.path}/requests/${mine.number}/waits`, itself)).toMatchObject({
    ...{ status: 422, body: fault('request', 'waitsOnItself') },
  });
  expect((await stranger.post(`${one.path}/cards/1/waits`, known)).status).toBe(404);
  const { caller: token } = await aToken(api, member, {
    scopes: ['read', 'cards', 'intake'],
    boards: [one.key],
  });
  expect((await token.post(`${one.path}/cards/1/waits`, known)).body).toMatchObject(
    fault('board', 'notBoardThatTakes'),
  );
  await wait(one, 1, other, 2);
  expect((await token.get<Waits>(`${one.path}/cards/1/waits`)).body).toMatchObject({
    waitsOn: [{ on: { ref: `${other.key}-R2`, title: null }, pressure: null }],
  });
});

test('many calls that add the same wait at once make one wait, and no call exceeds the cap, over HTTP or in plain SQL', async () => {
  const [one, other] = await boards();
  for (let n = 0; n < 6; n += 1) await other.ask(`Number ${n}`);
  const same = await all(6, () => addWait(one, 1, { board: other.key, request: 1 }));
  expect(new Set(same.map(({ body }) => body.id)).size).toBe(1);
  await api.pool.query(`UPDATE workspaces SET caps = '{"waits": 3}' WHERE slug = 'demo'`);
  try {
    const { workspaceId, boardId } = await boardIdsOf(api, one);
    const crowd = new SqlCrowd(api, 'READ COMMITTED', 4);
    const insert = `
      INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id)
      SELECT c.workspace_id, c.board_id, gen_random_uuid(), c.id, r.board_id, r.id
        FROM cards c JOIN requests r ON r.workspace_id = c.workspace_id
        JOIN boards b ON b.id = r.board_id AND b.key = $3
       WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.number = 1 AND r.number = $4`;
    const outcomes = await all(5, async (n) =>
      n % 2 === 0
        ? (await addWait(one, 1, { board: other.key, request: n + 2 })).status === 201
        : (await crowd.write('SELECT count(*) FROM request_waits', insert, [
            workspaceId,
            boardId,
            other.key,
            n + 2,
          ])) === 'done',
    );
    await crowd.close();
    expect(outcomes.filter(Boolean)).toHaveLength(2);
  } finally {
    await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
  }
  expect(await waitsOf(one, 1)).toHaveLength(3);
});

test('an intake lists the requests of its queue that wait, each once with all requests that it waits on', async () => {
  const [one, other] = [await aTarget(), await aTarget()];
  const listed = async () => (await viewer.get<IntakeWaits>(`${one.path}/intake/waits`)).body.items;
  const [first, second] = [await other.ask(), await other.ask()];
  await one.cards('Ready', 1);
  await wait(one, 1, other, first.number);
  const [request] = [await one.ask(), await one.ask()];
  expect(await listed()).toEqual([]);
  for (const on of [second, first]) {
    const body = { board: other.key, request: on.number };
    await member.post(`${one.path}/requests/${request.number}/waits`, body);
  }
  const waiting = { number: request.number, ref: request.ref };
  expect(await listed()).toEqual([{ ...waiting, waitsOn: [first.ref, second.ref] }]);

  await manager.answer(other, first.number, {
    kind: 'decline',
    reason: 'notAligned',
    message: 'That port stays closed.',
  });
  await settle();
  expect(await listed()).toEqual([{ ...waiting, waitsOn: [second.ref] }]);
  await manager.answer(one, request.number, { kind: 'accept' });
  expect(await listed()).toEqual([]);
});
