import { describe, expect, test } from '@jest/globals';
import { type EventList, type NoticeList, problemSchemas, Request } from '@weir/contract';
import { decline, defer, theWorld, told, waitOf } from '../../support/intake-world.js';

const world = theWorld();
const keyOf = (board: string) => board.split('/').at(-1) as string;
const answer = (board: string, number: number) => `${board}/requests/${number}/answer`;

describe('a duplicate', () => {
  const duplicate = (board: string, number: number, of: number) =>
    world.manager.put(answer(board, number), { kind: 'duplicate', of });

  test('ends the request, and who asked it watches the other and reads its answer', async () => {
    const board = await world.board();
    const first = await world.ask(board, 'A sandbox');
    const second = (await world.otherRequester.post(`${board}/requests`, { title: 'Sandboxes' })).body;
    const ended = await duplicate(board, second.number, first.number);
    expect(Request.parse(ended.body).answer).toMatchObject({
      kind: 'duplicate',
      duplicateOf: { number: first.number, ref: first.ref },
    });
    await world.manager.put(answer(board, first.number), decline);
    const seen = await world.otherRequester.get(`${board}/requests/${first.number}`);
    expect(seen.body).toMatchObject({ watchers: 1, answer: { message: decline.message } });
    const { rows } = await world.sql.query(
      'SELECT kind FROM notices WHERE user_id = $1 AND request_id = (SELECT id FROM requests WHERE number = $2 AND board_id = (SELECT id FROM boards WHERE key = $3))',
      [world.otherRequester.id, first.number, keyOf(board)],
    );
    expect(rows).toEqual([{ kind: 'answered' }]);
  });

  test('of itself, of nothing, or of another duplicate is refused', async () => {
    const board = await world.board({ intake: { openPerRequester: 10 } });
    const [one, two, three] = [await world.ask(board), await world.ask(board), await world.ask(board)];
    await duplicate(board, two.number, one.number);
    for (const other of [three.number, 99, two.number]) {
      const refused = await duplicate(board, three.number, other);
      expect(refused.status).toBe(422);
      expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path: 'of' }]);
    }
    expect((await world.requester.get(`${board}/requests/${three.number}`)).body.state).toBe('waiting');
  });
});

describe('a duplicate of what has its answer already', () => {
  const newest = async () =>
    (await world.otherRequester.get<NoticeList>('/v1/workspaces/demo/notices')).body.items[0];
  const merged = async (board: string, of: number) => {
    const { number } = (await world.otherRequester.post(`${board}/requests`, { title: 'The same' })).body;
    const ended = await world.manager.put(answer(board, number), { kind: 'duplicate', of });
    expect(ended.status).toBe(200);
    return Request.parse((await world.otherRequester.get(`${board}/requests/${number}`)).body);
  };

  test('is told that answer at once, in its notice and on its page', async () => {
    const board = await world.board();
    const first = await world.ask(board, 'A sandbox');
    const until = world.day(30);
    await world.manager.put(answer(board, first.number), defer(until));
    const { message, reason } = defer(until);
    const second = await merged(board, first.number);
    expect(second.answer).toMatchObject({
      kind: 'duplicate',
      standing: { kind: 'defer', reason, message, until, card: null },
    });
    const text = (await newest())?.text;
    expect(text).toContain(`It is the same as ${first.ref}, whose answer counts for both: not now.`);
    expect(text).toContain(message);
    expect(text).toContain('You may also ask anew yourself.');
  });

  test('that was yes is told so, and which card it is', async () => {
    const board = await world.board();
    const first = await world.ask(board, 'A sandbox');
    await world.manager.put(answer(board, first.number), { kind: 'accept' });
    const card = `${keyOf(board)}-1`;
    expect((await merged(board, first.number)).answer?.standing).toMatchObject({ kind: 'accept', card });
    expect((await newest())?.text).toContain(`accepted.\n\nIt is on Platform, as ${card}.`);
  });

  test('keeps to the promise of word where it came first: what is answered later is told by itself', async () => {
    const board = await world.board();
    const first = await world.ask(board, 'A sandbox');
    const second = await merged(board, first.number);
    expect(second.answer?.standing).toBeUndefined();
    world.clock.pass({ hours: 1 });
    await world.manager.put(answer(board, first.number), decline);
    const { items } = (await world.otherRequester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
    expect(items.slice(0, 2).map(({ text }) => text)).toEqual([
      expect.stringContaining(decline.message),
      `It is the same as ${first.ref}, whose answer counts: you will be told of it.`,
    ]);
    const now = Request.parse((await world.otherRequester.get(`${board}/requests/${second.number}`)).body);
    expect(now.answer?.standing).toMatchObject({ kind: 'decline', message: decline.message });
  });
});

describe('whoever asked the same as what was deferred', () => {
  test('is told of the answer when it is asked again, and what is asked again is the one to name', async () => {
    const board = await world.board();
    const first = await world.ask(board, 'A sandbox');
    const second = (await world.otherRequester.post(`${board}/requests`, { title: 'Sandboxes' })).body;
    await world.manager.put(answer(board, second.number), { kind: 'duplicate', of: first.number });
    await world.manager.put(answer(board, first.number), defer(world.day(3)));
    world.clock.pass({ days: 4 });
    const again = (await world.requester.post(`${board}/requests/${first.number}/ask-again`)).body;
    expect(again.watchers).toBe(1);

    const third = (await world.otherRequester.post(`${board}/requests`, { title: 'Sandboxes' })).body;
    const late = await world.manager.put(answer(board, third.number), {
      kind: 'duplicate',
      of: first.number,
    });
    expect(problemSchemas['invalid-input'].parse(late.body).errors).toMatchObject([
      { path: 'of', message: expect.stringContaining(`name ${again.ref}`) },
    ]);

    await world.manager.put(answer(board, again.number), decline);
    const { items } = (await world.otherRequester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
    expect(items[0]).toMatchObject({
      request: { number: again.number },
      text: `You asked the same as ${again.ref}, which has its answer now.\n\n${decline.message}`,
    });
  });
});

describe('a duplicate of what ended in no answer of its own', () => {
  test.each([
    [
      'was withdrawn',
      async (board: string, number: number) => {
        expect((await world.requester.delete(`${board}/requests/${number}`)).status).toBe(200);
      },
    ],
    [
      'was handed on',
      async (board: string, number: number) => {
        const to = { kind: 'redirect', board: keyOf(await world.board()), message: 'They look after these.' };
        expect((await world.manager.put(answer(board, number), to)).status).toBe(200);
      },
    ],
  ])('is refused where that %s, and who asks still waits', async (how, end) => {
    const board = await world.board();
    const first = await world.ask(board);
    const second = (await world.otherRequester.post(`${board}/requests`, { title: 'The same' })).body;
    await end(board, first.number);
    const refused = await world.manager.put(answer(board, second.number), {
      kind: 'duplicate',
      of: first.number,
    });
    expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([
      { path: 'of', message: expect.stringContaining(how) },
    ]);
    expect((await world.otherRequester.get(`${board}/requests/${second.number}`)).body.state).toBe('waiting');
  });
});

describe('a redirection', () => {
  const message = 'The data team looks after these.';
  const redirect = (board: string, number: number, to: string) =>
    world.manager.put(answer(board, number), { kind: 'redirect', board: keyOf(to), message });

  test('takes a place in the other board’s queue in its requester’s name, with an event on each board', async () => {
    const [here, there] = [await world.board(), await world.board({ intake: { answerWithinHours: 5 } })];
    const { number } = await world.ask(here, 'A report', {
      classOfService: 'fixedDate',
      neededBy: '2031-01-02',
    });
    const ended = await redirect(here, number, there);
    const to = { board: keyOf(there), number: 1, ref: `${keyOf(there)}-R1` };
    expect(Request.parse(ended.body).answer).toMatchObject({ kind: 'redirect', message, redirectedTo: to });
    const moved = Request.parse((await world.requester.get(`${there}/requests/1`)).body);
    expect(moved).toMatchObject({
      state: 'waiting',
      title: 'A report',
      classOfService: 'fixedDate',
      neededBy: '2031-01-02',
      requester: { id: world.requester.id },
      redirectedFrom: { board: keyOf(here), number },
    });
    expect(Date.parse(moved.answerBy) - Date.parse(moved.submittedAt)).toBe(5 * 3_600_000);
    for (const [board, type] of [
      [here, 'request.answered'],
      [there, 'request.redirectedHere'],
    ] as const) {
      const { items } = (await world.member.get<EventList>(`${board}/events?after=0`)).body;
      expect(items.at(-1)?.type).toBe(type);
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_, at) => at + 1));
    }
  });

  test.each([
    ['is full', { depth: 0 }, undefined, 'intake-queue-full'],
    ['has a shut gate', {}, { state: 'shut', reason: 'Moving house' }, 'intake-gate-shut'],
  ])(
    'is refused by a board whose intake %s, and the request still waits here',
    async (_, intake, gate, code) => {
      const [here, there] = [await world.board(), await world.board({ intake })];
      if (gate) await world.manager.put(`${there}/intake/gate`, gate);
      const { number } = await world.ask(here);
      const refused = await redirect(here, number, there);
      expect(told(refused)).toMatchObject({ status: 429, code });
      expect((refused.body as unknown as { detail: string }).detail).toContain(keyOf(there));
      expect((await world.requester.get(`${here}/requests/${number}`)).body.state).toBe('waiting');
      expect((await world.requester.get(`${there}/requests/1`)).status).toBe(404);
    },
  );

  test('refused by the other board comes with when to come back, as for who asks there', async () => {
    const here = await world.board();
    const { number } = await world.ask(here);
    const hours = (ahead: number) => new Date(world.clock.now().getTime() + ahead * 3_600_000).toISOString();
    const wait = async (there: string) => {
      const refused = await redirect(here, number, there);
      const asked = await world.requester.post(`${there}/requests`, { title: 'The same' });
      expect([refused.status, asked.status]).toEqual([429, 429]);
      expect(refused.headers.get('retry-after')).toBe(asked.headers.get('retry-after'));
      return waitOf(refused) / 3600;
    };
    const shut = await world.board();
    await world.manager.put(`${shut}/intake/gate`, {
      state: 'shut',
      reason: 'Moving house',
      until: hours(6),
    });
    expect(await wait(shut)).toBe(6);
    const full = await world.board({ intake: { depth: 1, answerWithinHours: 9, remindBeforeHours: null } });
    await world.otherRequester.post(`${full}/requests`, { title: 'Theirs' });
    expect(await wait(full)).toBe(9);
    const taken = await world.board({
      intake: { openPerRequester: 1, answerWithinHours: 7, remindBeforeHours: null },
    });
    await world.ask(taken);
    expect(await wait(taken)).toBe(7);
  });

  test('keeps to the half of a quota that a throttled gate leaves, as its requester would have to there', async () => {
    const [here, there] = [await world.board(), await world.board({ intake: { openPerRequester: 2 } })];
    await world.manager.put(`${there}/intake/gate`, { state: 'throttled', reason: 'Moving house' });
    const claim = { classOfService: 'fixedDate', neededBy: world.day(9) };
    const [one, two] = [await world.ask(here, 'One', claim), await world.ask(here, 'Two', claim)];
    expect((await redirect(here, one.number, there)).status).toBe(200);
    const facts = { status: 429, code: 'requester-quota-reached', open: 1, quota: 1 };
    expect(told(await redirect(here, two.number, there), 'open', 'quota')).toEqual(facts);
    expect((await world.requester.get(`${here}/requests/${two.number}`)).body.state).toBe('waiting');
  });

  test('to the same board, to none, or to an archived one is refused', async () => {
    const [here, gone] = [await world.board(), await world.board()];
    await world.owner.patch(gone, { archived: true });
    const { number } = await world.ask(here);
    for (const to of [here, 'x/NONE', gone]) {
      const refused = await redirect(here, number, to);
      expect(refused.status).toBe(422);
      expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path: 'board' }]);
    }
  });
});
