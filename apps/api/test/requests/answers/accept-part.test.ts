import { expect, test } from '@jest/globals';
import { type AcceptPart, type EventList, type NoticeList, problemSchemas, Request } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, secondRequester } = api.people;
const day = (days: number) => api.day(days);

const rest = (title = 'Test data') => ({
  title,
  description: 'Ten thousand rows',
  reason: 'noCapacity' as const,
  message: 'The test data can wait until the audit is over.',
  until: day(30),
});
const accept = (board: BoardUnderTest, number: number, body: object = {}) =>
  manager.answer(board, number, {
    kind: 'acceptPart',
    title: 'An empty sandbox',
    message: 'We begin on Monday.',
    rest: rest(),
    ...body,
  } satisfies Partial<Record<keyof AcceptPart, unknown>>);

test('accepts a part as a card and defers the remaining part with a ticket, each linked to the other', async () => {
  const board = await aBoard().make();
  const { number, ref } = await board.ask('A sandbox with data');
  const answered = Request.parse((await accept(board, number)).body);
  const restRef = { number: number + 1, ref: `${board.key}-R${number + 1}` };
  const { message, reason, until, title } = rest();
  expect(answered).toMatchObject({
    state: 'answered',
    card: { number: 1 },
    answer: {
      kind: 'accept',
      message: 'We begin on Monday.',
      part: 'An empty sandbox',
      rest: { ...restRef, title, message, reason, until },
    },
    ticket: null,
  });
  expect((await board.read()).cards).toMatchObject([{ title: 'An empty sandbox', request: { number } }]);

  const left = Request.parse((await requester.readRequest(board, restRef.number)).body);
  expect(left).toMatchObject({
    title,
    description: 'Ten thousand rows',
    requester: { id: requester.id },
    submittedAt: answered.submittedAt,
    partOf: { number, ref },
    answer: { kind: 'defer', message, reason, until },
    ticket: { from: until, used: false },
    card: null,
  });
  const { items } = (
    await member.get<{ items: { what: string }[] }>(`${board.path}/requests/${restRef.number}/history`)
  ).body;
  expect(items.map(({ what }) => what)[0]).toBe(`The remaining part of ${ref}, which was accepted in part.`);

  const [event] = (await member.get<EventList>(`${board.path}/events`)).body.items.slice(-1);
  expect(event).toMatchObject({
    type: 'request.answered',
    changes: [
      { request: number, to: { kind: 'accept', part: 'An empty sandbox', card: 1, rest: restRef.number } },
      { card: 1 },
      { request: restRef.number, to: { title, requesterId: requester.id } },
      { request: restRef.number, to: { kind: 'defer', message, reason, until } },
    ],
  });
});

test('one notice to each reader says what is accepted, what is not now, why and until when', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('A sandbox with data');
  const same = (await secondRequester.submit(board, { title: 'Sandboxes' })).body.number;
  await manager.answer(board, same, { kind: 'duplicate', of: number });
  await accept(board, number);
  const newest = async (person: typeof requester) =>
    (await person.get<NoticeList>('/v1/workspaces/demo/notices')).body.items.filter(
      ({ board: { key } }) => key === board.key,
    );
  const [notice, ...more] = await newest(requester);
  expect(more).toEqual([]);
  expect(notice?.text).toContain('The part that is accepted: An empty sandbox.');
  expect(notice?.text).toContain('The remaining part is “not now”: Test data.');
  expect(notice?.text).toContain(rest().message);
  expect(notice?.text).toMatch(/You can ask for the remaining part again from /);
  const [watchers] = await newest(secondRequester);
  expect(watchers?.text).toMatch(/Its requester can ask for the remaining part again from /);
});

test('the ticket of the remaining part asks again once, from its date on', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask('A sandbox with data');
  await accept(board, number);
  const again = () => requester.post(`${board.path}/requests/${number + 1}/ask-again`, {});
  expect((await again()).body).toMatchObject({ code: 'too-early', from: rest().until });
  api.clock.pass({ days: 31 });
  expect(await again()).toMatchObject({
    status: 201,
    body: { title: 'Test data', follows: { number: number + 1 } },
  });
  expect((await again()).body).toMatchObject({ code: 'already-asked' });
  api.clock.reset();
});

test('a full column refuses the part and defers nothing; the request still waits', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  await board.cards('Doing', 1);
  const { number } = await board.ask();
  const refused = await accept(board, number, { columnId: board.id('Doing') });
  expect(refusalOf(refused)).toMatchObject({ code: 'wip-limit-reached' });
  const { items } = (await manager.get<{ items: Request[] }>(`${board.path}/requests`)).body;
  expect(items).toMatchObject([{ number, state: 'waiting', answer: null }]);
});

test('the remaining part takes no place in a queue that waits beyond its depth, and uses no rate', async () => {
  const board = await aBoard().intake({ depth: 5, openPerRequester: 5, perRequesterPerHour: 4 }).make();
  const first = await board.ask('One');
  for (const title of ['Two', 'Three']) await board.ask(title);
  await manager.patch(`${board.path}/intake/policy`, { depth: 1 });
  expect((await accept(board, first.number)).status).toBe(200);
  await manager.patch(`${board.path}/intake/policy`, { depth: 5 });
  expect((await requester.submit(board, { title: 'Four' })).status).toBe(201);
  expect((await requester.submit(board, { title: 'Five' })).body).toMatchObject({
    code: 'requester-rate-reached',
    submitted: 4,
  });
});

test.each([
  [{ rest: { ...rest(), until: '2020-01-01' } }, 'rest.until afterToday'],
  [{ rest: { ...rest(), message: 'Later' } }, 'rest.message tooShort'],
  [{ rest: { ...rest(), title: '' } }, 'rest.title empty'],
  [{ title: '' }, 'title empty'],
  [{ rest: undefined }, 'rest required'],
])('refuses %o at its field', async (body, fault) => {
  const board = await aBoard().make();
  const { number } = await board.ask();
  const { errors } = problemSchemas['invalid-input'].parse((await accept(board, number, body)).body);
  expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual([fault]);
});

test('if twenty answers arrive at once, one succeeds, and there is one remaining part', async () => {
  const board = await aBoard().make();
  const { number } = await board.ask();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => accept(board, number, { rest: rest(`Rest ${n}`) })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(409)]);
  const { items } = (await manager.get<{ items: Request[] }>(`${board.path}/requests`)).body;
  expect(items).toHaveLength(2);
  expect((await board.read()).cards).toHaveLength(1);
  const another = (answeredAt: string) =>
    api.pool.query(
      `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, part_of_id,
                             answered_at)
       SELECT workspace_id, board_id, gen_random_uuid(), 99, 'Another rest', requester_id, submitted_at, answer_by, expires_at, id,
              ${answeredAt}
         FROM requests WHERE number = $1 AND board_id = (SELECT id FROM boards WHERE key = $2)`,
      [number, board.key],
    );
  await expect(another('now()')).rejects.toThrow('requests_one_rest');
  // A request that waits would use no rate.
  await expect(another('NULL')).rejects.toThrow('requests_rest_is_answered');
});
