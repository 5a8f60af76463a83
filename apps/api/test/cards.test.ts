import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Card, type CardDetail, type EventList, type ProblemOf, problemSchemas } from '@weir/contract';
import { type Api, anApi } from './support/api.js';
import { aBoard, type BoardUnderTest } from './support/board.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

type Told = Card &
  Pick<ProblemOf<'invalid-input'>, 'errors'> &
  Pick<ProblemOf<'wip-limit-reached'>, 'limits' | 'options'>;
const member = () => api.as('member');
const create = (board: BoardUnderTest, card: object, headers?: Record<string, string>) =>
  member().post<Told>(`${board.path}/cards`, { title: 'A card', ...card }, headers);
const move = (board: BoardUnderTest, number: number, to: object, headers?: Record<string, string>) =>
  member().put<Told>(`${board.path}/cards/${number}/position`, to, headers);

async function cardsIn(board: BoardUnderTest, column: string, count: number, card: object = {}) {
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) {
    numbers.push((await create(board, { columnId: board.id(column), ...card })).body.number);
  }
  return numbers;
}

async function orderIn(board: BoardUnderTest, column: string) {
  const { cards } = await board.read();
  return cards.filter(({ columnId }) => columnId === board.id(column)).map(({ number }) => number);
}

async function eventsSince(board: BoardUnderTest, seq: number) {
  return (await member().get<EventList>(`${board.path}/events?after=${seq}`)).body.items;
}

test('a card is made in the first queue column unless another is named, and says all that was given', async () => {
  const board = await aBoard(api)
    .column('Ideas', { kind: 'queue' })
    .column('Ready', { kind: 'queue' })
    .make();
  const lane = await api.as('manager').post<{ id: string }>(`${board.path}/swimlanes`, { name: 'Customers' });
  const given = {
    title: '  Rotate the keys  ',
    description: 'All of them.',
    classOfService: 'fixedDate',
    assigneeIds: [api.cast.member.id],
    swimlaneId: lane.body.id,
    dueOn: '2027-03-01',
  };
  const made = await create(board, given);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    number: 1,
    ref: `${board.key}-1`,
    version: 1,
    title: 'Rotate the keys',
    columnId: board.id('Ideas'),
    classOfService: 'fixedDate',
    assignees: [{ id: api.cast.member.id, name: 'Bao Brandt' }],
    swimlaneId: lane.body.id,
    dueOn: '2027-03-01',
    committedAt: null,
    deliveredAt: null,
    blocked: null,
    request: null,
  });
  const detail = await member().get<CardDetail>(`${board.path}/cards/1`);
  expect(detail.body).toMatchObject({
    description: 'All of them.',
    createdBy: { name: 'Bao Brandt' },
    blocks: [],
  });
  expect((await board.read()).cards).toEqual([made.body]);
});

test('committed on entering the first active column, delivered on entering done, and both taken back', async () => {
  const board = await aBoard(api).column('Doing').column('Review').make();
  const [number] = await cardsIn(board, 'Ready', 1);
  const milestones = async (column: string) => {
    const { committedAt, deliveredAt } = (await move(board, number!, { columnId: board.id(column) })).body;
    return { committedAt, deliveredAt };
  };
  const committed = await milestones('Doing');
  expect(committed).toEqual({ committedAt: expect.any(String), deliveredAt: null });
  expect(await milestones('Review')).toEqual(committed);
  const delivered = await milestones('Done');
  expect(delivered).toEqual({ committedAt: committed.committedAt, deliveredAt: expect.any(String) });
  expect(await milestones('Review')).toEqual(committed);
  expect(await milestones('Ready')).toEqual({ committedAt: null, deliveredAt: null });
  const straight = await milestones('Done');
  expect(straight.committedAt).toBe(straight.deliveredAt);

  const { changes } = (await eventsSince(board, 0)).find(
    ({ changes: [change] }) => (change?.to as Card)?.deliveredAt,
  )!;
  expect(changes).toEqual([
    {
      card: number,
      from: expect.objectContaining({ deliveredAt: null }),
      to: expect.objectContaining(delivered),
    },
  ]);
});

test('before, after and last put a card exactly there, however often', async () => {
  const board = await aBoard(api).make();
  const [one, two, three, four] = (await cardsIn(board, 'Ready', 4)) as [number, number, number, number];
  const columnId = board.id('Ready');
  await move(board, four, { columnId, before: two });
  expect(await orderIn(board, 'Ready')).toEqual([one, four, two, three]);
  await move(board, one, { columnId, after: two });
  expect(await orderIn(board, 'Ready')).toEqual([four, two, one, three]);
  await move(board, four, { columnId });
  expect(await orderIn(board, 'Ready')).toEqual([two, one, three, four]);
  await move(board, four, { columnId, before: two });
  expect(await orderIn(board, 'Ready')).toEqual([four, two, one, three]);
  // A gap is halved until its ranks have no digits left, and is then spread out again.
  for (let turn = 0; turn < 150; turn += 1) {
    await move(board, turn % 2 === 0 ? two : one, { columnId, before: turn % 2 === 0 ? one : two });
  }
  expect(await orderIn(board, 'Ready')).toEqual([four, one, two, three]);
});

test('a move to where the card is already is no event and no new version', async () => {
  const board = await aBoard(api).make();
  const [one, two, three] = (await cardsIn(board, 'Ready', 3)) as [number, number, number];
  const { seq } = await board.read();
  const columnId = board.id('Ready');
  for (const [number, to] of [
    [two, { columnId, before: three }],
    [two, { columnId, after: one }],
    [three, { columnId }],
    [three, { columnId, after: two }],
  ] as const) {
    const moved = await move(board, number, to);
    expect(moved).toMatchObject({ status: 200, body: { number, version: 1, columnId } });
  }
  expect((await board.read()).seq).toBe(seq);
  expect(await orderIn(board, 'Ready')).toEqual([one, two, three]);
});

test('two cards of two full columns change places, as one event', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).column('Review', { limit: 1 }).make();
  const [one] = await cardsIn(board, 'Doing', 1);
  const [other] = await cardsIn(board, 'Review', 1);
  const { seq } = await board.read();
  const refused = await move(board, one!, { columnId: board.id('Review') });
  expect(refused.status).toBe(409);
  expect(refused.body.options).toContainEqual({
    kind: 'swap',
    card: { number: other, ref: `${board.key}-${other}`, title: 'A card' },
  });
  const swapped = await move(board, one!, { columnId: board.id('Review'), swapWith: other });
  expect(swapped).toMatchObject({
    status: 200,
    body: { number: one, columnId: board.id('Review'), version: 2 },
  });
  expect(await orderIn(board, 'Doing')).toEqual([other]);
  const events = await eventsSince(board, seq);
  expect(events.map(({ type }) => type)).toEqual(['card.swapped']);
  expect(events[0]!.changes.map(({ card, to }) => [card, (to as Card).columnId])).toEqual([
    [one, board.id('Review')],
    [other, board.id('Doing')],
  ]);
});

test('neighbours, partners, lanes and columns that are not there are named, and nothing moves', async () => {
  const board = await aBoard(api).column('Doing').make();
  const elsewhere = await aBoard(api).make();
  const [one, other] = (await cardsIn(board, 'Ready', 2)) as [number, number];
  const [doing] = (await cardsIn(board, 'Doing', 1)) as [number];
  await cardsIn(elsewhere, 'Ready', 9);
  const { seq } = await board.read();
  const [ready, nowhere] = [board.id('Ready'), '00000000-0000-4000-8000-000000000000'];
  for (const [to, path] of [
    [{ columnId: ready, before: doing }, 'before'],
    [{ columnId: ready, after: doing }, 'after'],
    [{ columnId: ready, before: 9 }, 'before'],
    [{ columnId: ready, before: one }, 'before'],
    [{ columnId: ready, before: other, after: other }, 'after'],
    [{ columnId: elsewhere.id('Ready') }, 'columnId'],
    [{ columnId: nowhere }, 'columnId'],
    [{}, 'columnId'],
    [{ columnId: ready, swimlaneId: nowhere }, 'swimlaneId'],
    [{ swapWith: 9 }, 'swapWith'],
    [{ swapWith: one }, 'swapWith'],
    [{ swapWith: doing, columnId: ready }, 'columnId'],
    [{ swapWith: doing, before: other }, 'before'],
  ] as [object, string][]) {
    const answer = await move(board, one, to);
    expect([to, answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([to, 422, [path]]);
  }
  expect((await move(board, 77, { columnId: ready })).status).toBe(404);
  expect((await board.read()).seq).toBe(seq);
});

test('put back goes to the end of the first queue column, uncommitted, with its reason in the event', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [first] = await cardsIn(board, 'Ready', 1);
  const [number] = await cardsIn(board, 'Doing', 1);
  const { seq } = await board.read();
  const put = await member().put<Card>(`${board.path}/cards/${number}/back`, {
    reason: 'Waits for a supplier',
  });
  expect(put).toMatchObject({
    status: 200,
    body: { columnId: board.id('Ready'), committedAt: null, version: 2 },
  });
  expect(await orderIn(board, 'Ready')).toEqual([first, number]);
  const [event] = await eventsSince(board, seq);
  expect(event).toMatchObject({
    type: 'card.putBack',
    changes: [{ card: number, reason: 'Waits for a supplier' }],
  });
});

test('putting back into a full queue is refused with its facts, and nothing changes', async () => {
  const board = await aBoard(api).column('Ready', { kind: 'queue', limit: 1 }).column('Doing').make();
  await cardsIn(board, 'Ready', 1);
  const [number] = await cardsIn(board, 'Doing', 1);
  const { seq } = await board.read();
  const put = await member().put<Told>(`${board.path}/cards/${number}/back`, { reason: 'Later' });
  expect(put.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(put.body).limits).toMatchObject([
    { of: 'Ready', max: 1, load: 1 },
  ]);
  expect((await board.read()).seq).toBe(seq);
});

test('blocked and unblocked: who, why and since when, kept as a history; blocked cards still count', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const [number] = await cardsIn(board, 'Doing', 1);
  const block = `${board.path}/cards/${number}/block`;
  const blocked = await member().put<Card>(block, { reason: 'No access' });
  expect(blocked.body.blocked).toEqual({
    reason: 'No access',
    since: expect.any(String),
    by: { id: api.cast.member.id, name: 'Bao Brandt' },
  });
  const { seq } = await board.read();
  expect((await member().put<Card>(block, { reason: 'No access' })).body.version).toBe(blocked.body.version);
  expect((await board.read()).seq).toBe(seq);
  const corrected = await member().put<Card>(block, { reason: 'No access to production' });
  expect(corrected.body.blocked).toMatchObject({
    since: blocked.body.blocked!.since,
    reason: 'No access to production',
  });
  expect((await create(board, { columnId: board.id('Doing') })).status).toBe(409);

  const freed = await member().delete<Card>(block);
  expect(freed).toMatchObject({ status: 200, body: { blocked: null } });
  const again = await member().delete<Card>(block);
  expect(again).toMatchObject({ status: 200, body: { version: freed.body.version } });
  const detail = await member().get<CardDetail>(`${board.path}/cards/${number}`);
  expect(detail.body.blocks).toMatchObject([
    { reason: 'No access to production', until: expect.any(String) },
  ]);
  expect((await eventsSince(board, 2)).map(({ type }) => type)).toEqual([
    'card.blocked',
    'card.blocked',
    'card.unblocked',
  ]);
});

test('an archived card counts nowhere, has no place to be changed, and comes back only where there is room', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const [one] = await cardsIn(board, 'Doing', 1);
  const archive = `${board.path}/cards/${one}/archive`;
  expect((await member().put<Card>(archive)).body.archivedAt).toEqual(expect.any(String));
  expect((await board.column('Doing')).load).toBe(0);
  expect((await board.read()).cards).toEqual([]);
  const [other] = await cardsIn(board, 'Doing', 1);

  const { seq } = await board.read();
  const back = await member().delete<Told>(archive);
  expect(back.status).toBe(409);
  const { limits, options } = problemSchemas['wip-limit-reached'].parse(
    back.body,
  ) as ProblemOf<'wip-limit-reached'>;
  expect(limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
  expect(options).toContainEqual(
    expect.objectContaining({ kind: 'finish', card: expect.objectContaining({ number: other }) }),
  );
  for (const refused of [
    await move(board, one!, { columnId: board.id('Ready') }),
    await member().put<Told>(`${board.path}/cards/${one}/back`, { reason: 'Later' }),
    await member().put<Told>(`${board.path}/cards/${one}/block`, { reason: 'Stuck' }),
  ]) {
    expect(refused).toMatchObject({ status: 409, body: { code: 'card-archived' } });
  }
  expect((await member().put<Card>(archive)).status).toBe(200);
  expect((await board.read()).seq).toBe(seq);

  await move(board, other!, { columnId: board.id('Done') });
  expect(await member().delete<Card>(archive)).toMatchObject({ status: 200, body: { archivedAt: null } });
  expect(await orderIn(board, 'Doing')).toEqual([one]);
});

test('an edit changes what is named and nothing else, says so once, and nothing where nothing differs', async () => {
  const board = await aBoard(api).make();
  await create(board, { title: 'Old', description: 'Kept', dueOn: '2027-01-01' });
  const path = `${board.path}/cards/1`;
  const { seq } = await board.read();
  const edited = await member().patch<Card>(path, {
    title: 'New',
    dueOn: null,
    assigneeIds: [api.cast.owner.id],
  });
  expect(edited.body).toMatchObject({
    title: 'New',
    dueOn: null,
    version: 2,
    assignees: [{ name: 'Olga Ortiz' }],
  });
  expect((await member().get<CardDetail>(path)).body.description).toBe('Kept');
  const same = await member().patch<Card>(path, {
    title: 'New',
    dueOn: null,
    assigneeIds: [api.cast.owner.id],
  });
  expect(same.body.version).toBe(2);
  expect(await eventsSince(board, seq)).toMatchObject([
    {
      type: 'card.changed',
      actor: { name: 'Bao Brandt' },
      changes: [{ card: 1, from: { title: 'Old', dueOn: '2027-01-01' }, to: { title: 'New', dueOn: null } }],
    },
  ]);
});

test('work is given to owners, managers and members; not to requesters, viewers or strangers', async () => {
  const board = await aBoard(api).make();
  await create(board, {});
  for (const name of ['requester', 'viewer', 'stranger', 'loner'] as const) {
    const assigneeIds = [api.cast.member.id, api.cast[name].id];
    for (const answer of [
      await create(board, { assigneeIds }),
      await member().patch<Told>(`${board.path}/cards/1`, { assigneeIds }),
    ]) {
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'assigneeIds' }] } });
    }
  }
  expect((await board.read()).cards).toMatchObject([{ number: 1, version: 1, assignees: [] }]);
});

test('If-Match lets a write through on the version that stands, and names it where it is another', async () => {
  const board = await aBoard(api).column('Doing').make();
  const made = await create(board, {});
  expect(made.headers.get('etag')).toBe('"1"');
  const path = `${board.path}/cards/1`;
  const edited = await member().patch<Card>(path, { title: 'Second' }, { 'if-match': '"1"' });
  expect([edited.status, edited.headers.get('etag')]).toEqual([200, '"2"']);
  const { seq } = await board.read();
  const stale = { 'if-match': '"1"' };
  for (const answer of [
    await member().patch(path, { title: 'Third' }, stale),
    await move(board, 1, { columnId: board.id('Doing') }, stale),
    await member().put(`${path}/archive`, undefined, stale),
    await member().put(`${path}/block`, { reason: 'Stuck' }, stale),
    await member().put(`${path}/back`, { reason: 'Later' }, stale),
    await member().patch(path, { title: 'Third' }, { 'if-match': 'W/"2"' }),
    await member().patch(path, { title: 'Third' }, { 'if-match': 'nonsense' }),
  ]) {
    expect(answer).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
  }
  const told = await member().patch(path, { title: 'Third' }, stale);
  expect(told.body).toMatchObject({ version: '"2"' });
  expect((await board.read()).seq).toBe(seq);
  expect((await member().get(path, { 'if-none-match': '"2"' })).status).toBe(304);
  expect((await move(board, 1, { columnId: board.id('Doing') }, { 'if-match': '"2"' })).status).toBe(200);
});

test('a retried key replays the first answer; the same key with another body is refused', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const key = { 'idempotency-key': 'once' };
  const columnId = board.id('Doing');
  const made = await create(board, { columnId }, key);
  const { seq } = await board.read();
  const again = await create(board, { columnId }, key);
  expect(again).toMatchObject({ status: 201, body: made.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('etag')).toBe('"1"');
  expect(await create(board, { columnId, title: 'Another' }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  // Another caller’s key is another key, and so is the same one on another route.
  const by = await api.as('manager').post<Told>(`${board.path}/cards`, { title: 'A card' }, key);
  expect([by.status, by.headers.get('idempotent-replayed')]).toEqual([201, null]);

  const moved = await move(board, made.body.number, { columnId: board.id('Done') }, key);
  await move(board, made.body.number, { columnId: board.id('Ready') });
  const replayed = await move(board, made.body.number, { columnId: board.id('Done') }, key);
  expect(replayed.body).toEqual(moved.body);
  expect(await orderIn(board, 'Done')).toEqual([]);
  expect((await board.read()).seq).toBe(seq + 3);
});

test('a refusal under a key changed nothing, so the key is decided afresh', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const [number] = await cardsIn(board, 'Doing', 1);
  const key = { 'idempotency-key': 'try' };
  const columnId = board.id('Doing');
  expect((await create(board, { columnId }, key)).status).toBe(409);
  await move(board, number!, { columnId: board.id('Done') });
  expect((await create(board, { columnId }, key)).status).toBe(201);
});

test('a key is forgotten after a day', async () => {
  const board = await aBoard(api).make();
  const key = { 'idempotency-key': 'daily' };
  const first = await create(board, {}, key);
  api.clock.pass({ hours: 23 });
  expect((await create(board, {}, key)).body.number).toBe(first.body.number);
  api.clock.pass({ hours: 2 });
  expect((await create(board, {}, key)).body.number).toBe(first.body.number + 1);
});

test('comments come in their order, change no version, and are events', async () => {
  const board = await aBoard(api).make();
  const made = await create(board, {});
  const path = `${board.path}/cards/1/comments`;
  for (const text of ['First', 'Second', 'Third'])
    expect((await member().post(path, { text })).status).toBe(201);
  type List = { items: { text: string }[]; nextCursor: string | null };
  const page = await api.as('viewer').get<List>(`${path}?size=2`);
  expect(page.body.items.map(({ text }) => text)).toEqual(['First', 'Second']);
  const rest = await api.as('viewer').get<List>(`${path}?size=2&cursor=${page.body.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ text: 'Third' }], nextCursor: null });
  const detail = await member().get<CardDetail>(`${board.path}/cards/1`);
  expect(detail.body).toMatchObject({ commentCount: 3, version: made.body.version });
  expect((await eventsSince(board, 2)).map(({ type }) => type)).toEqual(new Array(3).fill('card.commented'));
});
