import { describe, expect, test } from '@jest/globals';
import { type EventList, type NoticeList, problemSchemas, Request } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

const api = theApi();
const { owner, manager, member, requester, secondRequester } = api.people;

describe('a duplicate', () => {
  const duplicate = (board: BoardUnderTest, number: number, of: number) =>
    manager.answer(board, number, { kind: 'duplicate', of });

  test('ends the request; its requester follows the other and reads its answer', async () => {
    const board = await aBoard().make();
    const first = await board.ask('A sandbox');
    const second = (await secondRequester.submit(board, { title: 'Sandboxes' })).body;
    const ended = await duplicate(board, second.number, first.number);
    expect(Request.parse(ended.body).answer).toMatchObject({
      kind: 'duplicate',
      duplicateOf: { number: first.number, ref: first.ref },
    });
    await manager.answer(board, first.number, decline);
    const seen = await secondRequester.readRequest(board, first.number);
    expect(seen.body).toMatchObject({ watchers: 1, answer: { message: decline.message } });
    const { rows } = await api.pool.query(
      'SELECT kind FROM notices WHERE user_id = $1 AND request_id = (SELECT id FROM requests WHERE number = $2 AND board_id = (SELECT id FROM boards WHERE key = $3))',
      [secondRequester.id, first.number, board.key],
    );
    expect(rows).toEqual([{ kind: 'answered' }]);
  });

  test('of itself, of a missing request or of another duplicate is refused', async () => {
    const board = await aBoard().intake({ openPerRequester: 10 }).make();
    const [one, two, three] = [await board.ask(), await board.ask(), await board.ask()];
    await duplicate(board, two.number, one.number);
    for (const other of [three.number, 99]) {
      const refused = await duplicate(board, three.number, other);
      expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path: 'of' }]);
    }
    const refused = await duplicate(board, three.number, two.number);
    expect(problemSchemas['request-not-original'].parse(refused.body).errors).toMatchObject([
      { path: 'of', code: 'duplicateOf', params: { ref: one.ref } },
    ]);
    expect((await requester.readRequest(board, three.number)).body.state).toBe('waiting');
  });
});

describe('a duplicate of an answered request', () => {
  const newest = async () =>
    (await secondRequester.get<NoticeList>('/v1/workspaces/demo/notices')).body.items[0];
  const merged = async (board: BoardUnderTest, of: number) => {
    const { number } = (await secondRequester.submit(board, { title: 'The same' })).body;
    const ended = await manager.answer(board, number, { kind: 'duplicate', of });
    expect(ended.status).toBe(200);
    return Request.parse((await secondRequester.readRequest(board, number)).body);
  };

  test('shows that answer at once, in the notice and on the page', async () => {
    const board = await aBoard().make();
    const first = await board.ask('A sandbox');
    const until = api.day(30);
    await manager.answer(board, first.number, defer(until));
    const { message, reason } = defer(until);
    const second = await merged(board, first.number);
    expect(second.answer).toMatchObject({
      kind: 'duplicate',
      standing: { kind: 'defer', reason, message, until, card: null },
    });
    const text = (await newest())?.text;
    expect(text).toContain(
      `It is a duplicate of ${first.ref}. The answer to ${first.ref} counts for both: Not now.`,
    );
    expect(text).toContain(message);
    expect(text).toContain('You can also submit a request of your own.');
  });

  test('shows the card of an accepted one', async () => {
    const board = await aBoard().make();
    const first = await board.ask('A sandbox');
    await manager.answer(board, first.number, { kind: 'accept' });
    const card = `${board.key}-1`;
    expect((await merged(board, first.number)).answer?.standing).toMatchObject({ kind: 'accept', card });
    expect((await newest())?.text).toContain(`Accepted.\n\nIt is now card ${card} on Platform.`);
  });

  test('gets a second notice if the other is answered later', async () => {
    const board = await aBoard().make();
    const first = await board.ask('A sandbox');
    const second = await merged(board, first.number);
    expect(second.answer?.standing).toBeUndefined();
    api.clock.pass({ hours: 1 });
    await manager.answer(board, first.number, decline);
    const { items } = (await secondRequester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
    expect(items.slice(0, 2).map(({ text }) => text)).toEqual([
      expect.stringContaining(decline.message),
      `It is a duplicate of ${first.ref}. The answer to ${first.ref} counts for both. We’ll notify you when there is one.`,
    ]);
    const now = Request.parse((await secondRequester.readRequest(board, second.number)).body);
    expect(now.answer?.standing).toMatchObject({ kind: 'decline', message: decline.message });
  });
});

describe('a duplicate of a deferred request', () => {
  test('follows the request that is asked again, which later duplicates must name', async () => {
    const board = await aBoard().make();
    const first = await board.ask('A sandbox');
    const second = (await secondRequester.submit(board, { title: 'Sandboxes' })).body;
    await manager.answer(board, second.number, { kind: 'duplicate', of: first.number });
    await manager.answer(board, first.number, defer(api.day(3)));
    api.clock.pass({ days: 4 });
    const again = (await requester.askAgain(board, first.number)).body;
    expect(again.watchers).toBe(1);

    const third = (await secondRequester.submit(board, { title: 'Sandboxes' })).body;
    const late = await manager.answer(board, third.number, {
      kind: 'duplicate',
      of: first.number,
    });
    expect(problemSchemas['request-not-original'].parse(late.body).errors).toMatchObject([
      { path: 'of', code: 'askedAgainAs', params: { ref: again.ref } },
    ]);

    await manager.answer(board, again.number, decline);
    const { items } = (await secondRequester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
    expect(items[0]).toMatchObject({
      request: { number: again.number },
      text: `You asked for the same thing as ${again.ref}. That request now has an answer.\n\n${decline.message}`,
    });
  });
});

describe('a duplicate of a request without an answer of its own', () => {
  test.each([
    [
      'was withdrawn',
      'withdrawn',
      async (board: BoardUnderTest, number: number) => {
        expect((await requester.withdraw(board, number)).status).toBe(200);
      },
    ],
    [
      'was redirected',
      'redirectedAs',
      async (board: BoardUnderTest, number: number) => {
        const to = {
          kind: 'redirect',
          board: (await aBoard().make()).key,
          message: 'They look after these.',
        };
        expect((await manager.answer(board, number, to)).status).toBe(200);
      },
    ],
  ])('is refused if that %s', async (_, message, end) => {
    const board = await aBoard().make();
    const first = await board.ask();
    const second = (await secondRequester.submit(board, { title: 'The same' })).body;
    await end(board, first.number);
    const refused = await manager.answer(board, second.number, {
      kind: 'duplicate',
      of: first.number,
    });
    expect(problemSchemas['request-not-original'].parse(refused.body).errors).toMatchObject([
      { path: 'of', code: message },
    ]);
    expect((await secondRequester.readRequest(board, second.number)).body.state).toBe('waiting');
  });
});

describe('a redirect', () => {
  const message = 'The data team looks after these.';
  const redirect = (board: BoardUnderTest, number: number, to: { key: string }) =>
    manager.answer(board, number, { kind: 'redirect', board: to.key, message });

  test('submits the request to the other board for its requester, with an event on each board', async () => {
    const [here, there] = [await aBoard().make(), await aBoard().intake({ answerWithinHours: 5 }).make()];
    const { number } = await here.ask('A report', {
      classOfService: 'fixedDate',
      neededBy: '2031-01-02',
    });
    const ended = await redirect(here, number, there);
    const to = { board: there.key, number: 1, ref: `${there.key}-R1` };
    expect(Request.parse(ended.body).answer).toMatchObject({ kind: 'redirect', message, redirectedTo: to });
    const moved = Request.parse((await requester.readRequest(there, 1)).body);
    expect(moved).toMatchObject({
      state: 'waiting',
      title: 'A report',
      classOfService: 'fixedDate',
      neededBy: '2031-01-02',
      requester: { id: requester.id },
      redirectedFrom: { board: here.key, number },
    });
    expect(Date.parse(moved.answerBy) - Date.parse(moved.submittedAt)).toBe(5 * 3_600_000);
    for (const [board, type] of [
      [here, 'request.answered'],
      [there, 'request.redirectedHere'],
    ] as const) {
      const { items } = (await member.get<EventList>(`${board.path}/events?after=0`)).body;
      expect(items.at(-1)?.type).toBe(type);
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_, at) => at + 1));
    }
  });

  test.each([
    ['is full', { depth: 0 }, undefined, 'intake-queue-full'],
    ['has a shut gate', {}, { state: 'shut', reason: 'Moving house' }, 'intake-gate-shut'],
  ])('is refused by a board that %s', async (_, intake, gate, code) => {
    const [here, there] = [await aBoard().make(), await aBoard().intake(intake).make()];
    if (gate) await manager.setGate(there, gate);
    const { number } = await here.ask();
    const refused = await redirect(here, number, there);
    expect(refusalOf(refused)).toMatchObject({ status: 429, code });
    expect((refused.body as unknown as { detail: string }).detail).toContain(there.key);
    expect((await requester.readRequest(here, number)).body.state).toBe('waiting');
    expect((await requester.readRequest(there, 1)).status).toBe(404);
  });

  test('gives the same Retry-After as the other board gives its requesters', async () => {
    const here = await aBoard().make();
    const { number } = await here.ask();
    const hours = (ahead: number) => new Date(api.clock.now().getTime() + ahead * 3_600_000).toISOString();
    const wait = async (there: BoardUnderTest) => {
      const refused = await redirect(here, number, there);
      const asked = await requester.submit(there, { title: 'The same' });
      expect([refused.status, asked.status]).toEqual([429, 429]);
      expect(refused.headers.get('retry-after')).toBe(asked.headers.get('retry-after'));
      return retryAfterOf(refused) / 3600;
    };
    const shut = await aBoard().make();
    await manager.setGate(shut, {
      state: 'shut',
      reason: 'Moving house',
      until: hours(6),
    });
    expect(await wait(shut)).toBe(6);
    const full = await aBoard().intake({ depth: 1, answerWithinHours: 9, remindBeforeHours: null }).make();
    await secondRequester.submit(full, { title: 'Theirs' });
    expect(await wait(full)).toBe(9);
    const taken = await aBoard()
      .intake({ openPerRequester: 1, answerWithinHours: 7, remindBeforeHours: null })
      .make();
    await taken.ask();
    expect(await wait(taken)).toBe(7);
  });

  test('respects the quota halved by a throttled gate', async () => {
    const [here, there] = [await aBoard().make(), await aBoard().intake({ openPerRequester: 2 }).make()];
    await manager.setGate(there, { state: 'throttled', reason: 'Moving house' });
    const claim = { classOfService: 'fixedDate', neededBy: api.day(9) };
    const [one, two] = [await here.ask('One', claim), await here.ask('Two', claim)];
    expect((await redirect(here, one.number, there)).status).toBe(200);
    const facts = { status: 429, code: 'requester-quota-reached', open: 1, quota: 1 };
    expect(refusalOf(await redirect(here, two.number, there), 'open', 'quota')).toEqual(facts);
    expect((await requester.readRequest(here, two.number)).body.state).toBe('waiting');
  });

  test('to the same, a missing or an archived board is refused', async () => {
    const [here, gone] = [await aBoard().make(), await aBoard().make()];
    await owner.patch(gone.path, { archived: true });
    const { number } = await here.ask();
    for (const to of [here, { key: 'NONE' }, gone]) {
      const refused = await redirect(here, number, to);
      expect(refused.status).toBe(422);
      expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path: 'board' }]);
    }
  });
});
