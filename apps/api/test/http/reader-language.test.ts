import { afterEach, expect, test } from '@jest/globals';
import type { Board, EventList, Intake, NoticeList, Request, RequestHistory } from '@weir/contract';
import { parse } from 'csv-parse/sync';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { EventListener } from '../support/event-listener.js';
import type { HeaderValues } from '../support/person.js';

const api = theApi();
const { manager, member, requester } = api.people;
const sweep = () => api.service('SweepService').sweep();
const inLanguage = (language: string): HeaderValues => ({ 'accept-language': language });
const german = inLanguage('de');
const fast = { answerWithinHours: 10, remindBeforeHours: 2, graceHours: 10, depth: 20, openPerRequester: 20 };
const listeners: EventListener[] = [];
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.cut();
});

/** A board whose gate moved by itself because one answer is overdue. */
async function aThrottledBoard(): Promise<BoardUnderTest> {
  const board = await aBoard()
    .intake({ ...fast, graceHours: 2000 })
    .make();
  await board.ask('One');
  api.clock.pass({ hours: 11 });
  await sweep();
  return board;
}

/** A request that expired unanswered. */
async function anExpiredRequest(): Promise<{ board: BoardUnderTest; path: string }> {
  const board = await aBoard()
    .intake({ ...fast, gateByItself: false })
    .make();
  const { number } = await board.ask('A sandbox');
  for (const hours of [9, 2, 10]) {
    api.clock.pass({ hours });
    await sweep();
  }
  return { board, path: `${board.path}/requests/${number}` };
}

test.each([
  ['de-CH, fr;q=0.9', 'de'],
  ['fr, de;q=0.2', 'de'],
  ['fr, nl;q=0.5', 'en'],
  ['de;q=0, *', 'en'],
  ['', 'en'],
])(
  'answers “%s” in the language %s, also what goes well, and says that others get another',
  async (accepted, language) => {
    const { headers } = await member.get((await aBoard().make()).path, inLanguage(accepted));
    expect(headers.get('content-language')).toBe(language);
    expect(headers.get('vary')).toMatch(/Accept-Language/);
  },
);

test('words the answer of an expired request for each reader, and stores no text', async () => {
  const { board, path } = await anExpiredRequest();
  const message = async (headers?: HeaderValues) =>
    (await requester.get<Request>(path, headers)).body.answer?.message;
  expect(await message()).toMatch(/nobody on the team answered this in time.*You can ask again from /);
  expect(await message(german)).toMatch(
    /Niemand im Team hat rechtzeitig geantwortet.*Ab .+ kannst du erneut anfragen\./,
  );
  expect(await message(inLanguage('nl'))).toBe(await message());
  const { rows } = await api.pool.query(
    `SELECT a.message FROM answers a JOIN boards b ON b.id = a.board_id WHERE b.key = $1`,
    [board.key],
  );
  expect(rows).toEqual([{ message: null }]);

  const already = await manager.put<{ answer: Request['answer']; detail: string }>(
    `${path}/answer`,
    { kind: 'accept' },
    german,
  );
  expect([already.status, already.body.answer?.message]).toEqual([409, await message(german)]);
});

test('words a shed request, its notice and its line in the ledger’s file', async () => {
  const board = await aBoard()
    .intake({ ...fast, highWatermark: 2, lowWatermark: 1 })
    .make();
  for (const title of ['A', 'B', 'C']) await board.ask(title);
  const path = `${board.path}/requests/3`;
  const inGerman = (await requester.get<Request>(path, german)).body.answer?.message as string;
  expect(inGerman).toMatch(/^Es kamen mehr Anfragen, als das Team gut beantworten kann\./);
  expect((await requester.get<Request>(path)).body.answer?.message).toMatch(/^More requests came in/);

  const notices = await requester.get<NoticeList>('/v1/workspaces/demo/notices', german);
  const notice = notices.body.items.find(({ request }) => request?.ref === `${board.key}-R3`);
  expect(notice?.text).toContain(inGerman);
  const { body: csv } = await manager.get<string>(`${board.path}/intake/ledger.csv`, german);
  const lines: Record<string, string>[] = parse(csv, { columns: true, bom: true });
  expect(lines.find(({ ref }) => ref === `${board.key}-R3`)?.message).toBe(inGerman);
});

test('words the history of an expired request in German', async () => {
  const { path } = await anExpiredRequest();
  const { body } = await requester.get<RequestHistory>(`${path}/history`, german);
  expect(body.items.map(({ what }) => what)).toEqual([
    'Gestellt.',
    'Die Manager wurden erinnert.',
    'Die Antwort wurde überfällig. Die Manager wurden benachrichtigt.',
    expect.stringMatching(
      /^Abgelaufen, weil niemand rechtzeitig geantwortet hat\. Ab .+ kann sie erneut gestellt werden\.$/,
    ),
  ]);
});

test('shows times in the zone that the caller names, or else in the board’s zone', async () => {
  const { path } = await anExpiredRequest();
  const from = async (timeZone?: string) => {
    const { body, headers } = await manager.get<NoticeList>(
      '/v1/workspaces/demo/notices',
      timeZone === undefined ? {} : { 'time-zone': timeZone },
    );
    const overdue = body.items.find(
      ({ kind, request }) => kind === 'overdue' && path.endsWith(`/${request?.number}`),
    );
    return { text: overdue?.text, vary: headers.get('vary') };
  };
  const [ofBoard, kolkata, sameZone] = [await from(), await from('Asia/Kolkata'), await from('asia/KOLKATA')];
  expect(ofBoard.text).toMatch(/ UTC\b/);
  expect(kolkata.text).toMatch(/ GMT\+5:30/);
  expect(kolkata.text).not.toContain('UTC');
  expect(sameZone.text).toBe(kolkata.text);
  expect(kolkata.vary).toMatch(/Time-Zone/);
  for (const none of ['Nowhere/Else', '+05:30', 'x'.repeat(100)])
    expect((await from(none)).text).toBe(ofBoard.text);
});

test('words the cause of a gate that moved by itself, in documents, refusals and events', async () => {
  const board = await aThrottledBoard();
  const cause = '1 Antwort ist überfällig.';
  expect((await manager.get<Intake>(`${board.path}/intake`, german)).body.gate.reason).toBe(cause);
  expect((await manager.get<Intake>(`${board.path}/intake`)).body.gate.reason).toBe('1 answer is overdue.');
  const refused = await requester.submit(board, { title: 'Two' }, german);
  expect(refused.body).toMatchObject({ code: 'intake-gate-throttled', reason: cause });

  const { items } = (await member.get<EventList>(`${board.path}/events`, german)).body;
  const event = items.find(({ type }) => type === 'gate.changed');
  expect(event?.changes).toMatchObject([
    { to: { reason: cause, cause: { code: 'answersOverdue', overdue: 1 } } },
  ]);
  const listener = await EventListener.open(member, board, '?after=0', german);
  listeners.push(listener);
  await listener.until(({ received }) => received.some(({ event }) => event === 'gate.changed'));
  const heard = listener.received.find(({ event }) => event === 'gate.changed');
  expect(heard?.data).toEqual(event);
});

test('gives a board another ETag in another language where it has worded text', async () => {
  const board = await aThrottledBoard();
  for (const path of [board.path, `${board.path}?include=archived`]) {
    const english = await member.get<Board>(path);
    const other = await member.get<Board>(path, german);
    expect([english, other].map(({ body }) => body.intake.gate.reason)).toEqual([
      '1 answer is overdue.',
      '1 Antwort ist überfällig.',
    ]);
    const [englishTag, germanTag] = [english, other].map(({ headers }) => headers.get('etag') as string);
    expect(englishTag).not.toBe(germanTag);
    expect(other.headers.get('vary')).toBe('accept-encoding, Accept-Language');
    const again = (known: string | undefined) =>
      member.get(path, { ...german, 'if-none-match': known as string });
    expect([(await again(germanTag)).status, (await again(englishTag)).status]).toEqual([304, 200]);
  }
  const { headers } = await member.get(board.path, german);
  const moved = await member.createCard(board, {}, { 'if-match': headers.get('etag') as string });
  expect(moved.status).toBe(201);
});

test('gives a board without worded text the same ETag in every language', async () => {
  const board = await aBoard().make();
  const tags = [await member.get(board.path), await member.get(board.path, german)];
  expect(new Set(tags.map(({ headers }) => headers.get('etag'))).size).toBe(1);
});
