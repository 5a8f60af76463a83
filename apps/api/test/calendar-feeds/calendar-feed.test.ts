import { expect, test } from '@jest/globals';
import type { CalendarFeed, NewCalendarFeed } from '@weir/contract';
import { all, boardIdsOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Answer, Caller, HeaderValues } from '../support/person.js';

const api = theApi();
const { owner, manager, member, secondMember, requester, viewer } = api.people;
const own = '/v1/workspaces/demo/calendar-feed';

const make = async (by: Caller, headers?: HeaderValues) =>
  (await by.post<NewCalendarFeed>(own, undefined, headers)).body;
const pathOf = ({ link }: NewCalendarFeed) => `/v1/public/calendars/${link.split('/').at(-1)}`;
const read = (feed: NewCalendarFeed, headers?: HeaderValues) => api.nobody.get<string>(pathOf(feed), headers);

type Entry = Record<string, string>;

/** The events of a feed by their UIDs, each with its properties. */
function entriesIn({ body }: Answer<string>): Map<string, Entry> {
  const lines = body.replace(/\r\n /g, '').split('\r\n');
  const found: Entry[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') found.push({});
    const [, name, value] = /^([^:]+):(.*)$/.exec(line) ?? [];
    if (name && found.length > 0) (found.at(-1) as Entry)[name] = value as string;
  }
  return new Map(found.map((entry) => [entry.UID as string, entry]));
}

const summariesIn = (answer: Answer<string>) => [...entriesIn(answer).values()].map(({ SUMMARY }) => SUMMARY);

test('a feed has the due dates of its owner’s cards, the answers that are due, and when they can ask again', async () => {
  const board = await aBoard()
    .called('CAL')
    .intake({ timeZone: 'Pacific/Auckland', answerWithinHours: 9 })
    .make();
  const due = { dueOn: '2031-02-03', assigneeIds: [manager.id] };
  await member.createCard(board, { title: 'Mine; with, marks', ...due });
  await member.createCard(board, { title: 'Of another', ...due, assigneeIds: [secondMember.id] });
  await member.createCard(board, { title: 'Without a date', assigneeIds: [manager.id] });
  await member.createCard(board, { title: 'Delivered', column: 'Done', ...due });
  await member.createCard(board, { title: 'Archived', ...due });
  await member.archive(board, 5);
  const mine = await manager.submit(board, { title: 'My request' });
  const theirs = await requester.submit(board, { title: 'Their request' });
  await manager.submit(board, { title: 'Deferred' });
  await owner.answer(board, 3, {
    kind: 'defer',
    reason: 'noCapacity',
    message: 'We have no one for it yet.',
    until: api.day(40),
  });

  const answer = await read(await make(manager));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const lines = answer.body.split('\r\n');
  expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const entries = [...entriesIn(answer).values()];
  const inUtc = (at: string) => at.replace(/[-:]|\.\d+/g, '');
  expect(entries).toMatchObject([
    {
      SUMMARY: 'Due: CAL-1 Mine\\; with\\, marks',
      'DTSTART;VALUE=DATE': '20310203',
      'URL;VALUE=URI': 'https://weir.test/demo/CAL/cards/1',
      TRANSP: 'TRANSPARENT',
    },
    { SUMMARY: 'Answer due: CAL-R1 My request', DTSTART: inUtc(mine.body.answerBy as string) },
    { SUMMARY: 'To answer: CAL-R2 Their request', DTSTART: inUtc(theirs.body.answerBy as string) },
    {
      SUMMARY: 'Ask again from today: CAL-R3 Deferred',
      'DTSTART;VALUE=DATE': api.day(40).replaceAll('-', ''),
    },
  ]);
  expect(new Set(entries.map(({ UID }) => UID)).size).toBe(4);
  expect(summariesIn(await read(await make(requester)))).toEqual(['Answer due: CAL-R2 Their request']);
});

test('an entry keeps its UID when it changes, and a feed that has not changed is 304', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'First', dueOn: '2031-02-03', assigneeIds: [secondMember.id] });
  const theirs = await make(secondMember);
  const before = await read(theirs);
  const known = { 'if-none-match': before.headers.get('etag') as string };
  api.clock.pass({ hours: 3 });
  expect((await read(theirs, known)).status).toBe(304);
  await member.patchCard(board, 1, { title: 'Renamed', dueOn: '2031-03-04' });
  const after = await read(theirs, known);
  expect(after.status).toBe(200);
  const ofBoard = (answer: Answer<string>) =>
    [...entriesIn(answer).values()].find((entry) => entry.SUMMARY?.includes(board.key)) as Entry;
  const [was, is] = [ofBoard(before), ofBoard(after)];
  expect(is.UID).toBe(was.UID);
  expect([was['DTSTART;VALUE=DATE'], is['DTSTART;VALUE=DATE']]).toEqual(['20310203', '20310304']);
  expect(Number(is.SEQUENCE)).toBeGreaterThan(Number(was.SEQUENCE));
});

test('a feed is in the language of its owner, whatever its reader’s', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Karte', dueOn: '2031-02-03', assigneeIds: [secondMember.id] });
  const feed = await make(secondMember);
  await api.pool.query("UPDATE users SET language = 'de' WHERE id = $1", [secondMember.id]);
  const answer = await read(feed, { 'accept-language': 'en' });
  expect(summariesIn(answer)).toContain(`Fällig: ${board.key}-1 Karte`);
  expect(answer.headers.get('content-language')).toBe('de');
  await api.pool.query('UPDATE users SET language = NULL WHERE id = $1', [secondMember.id]);
});

test('a link is shown once and stored as a hash; a new one ends it, and so does revoking', async () => {
  const none = { createdAt: null, readAt: null };
  expect((await owner.get<CalendarFeed>(own)).body).toEqual(none);
  const first = await make(owner);
  expect(first.link).toMatch(/^https:\/\/weir\.test\/public\/calendar\/demo\.[\w-]{43}\.ics$/);
  expect((await owner.get<CalendarFeed>(own)).body).toEqual({ createdAt: first.createdAt, readAt: null });
  const key = { 'idempotency-key': 'a-calendar' };
  const [second, again] = [await make(owner, key), await make(owner, key)];
  expect(again).toEqual(second);
  expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
  const { rows } = await api.pool.query(`
    SELECT coalesce(jsonb_agg(to_jsonb(k)), '[]')::text || (SELECT jsonb_agg(to_jsonb(f)) FROM calendar_feeds f)::text AS kept
      FROM idempotency_keys k`);
  for (const { link } of [first, second]) {
    const secret = link.slice(-47, -4);
    expect(secret).toHaveLength(43);
    expect(rows[0].kept).not.toContain(secret);
  }
  for (const _ of [1, 2]) expect((await owner.delete(own)).status).toBe(204);
  expect((await read(second)).status).toBe(404);
  expect((await owner.get<CalendarFeed>(own)).body).toEqual(none);
});

test('of twenty links that are made at once, one opens', async () => {
  const made = await all(20, () => make(member));
  const statuses = await all(20, async (n) => (await read(made[n] as NewCalendarFeed)).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 404)).toHaveLength(19);
});

test('a feed shows nothing that its person may no longer read', async () => {
  const [board, other] = [await aBoard().make(), await aBoard().make()];
  const guest = await api.addRequester('Ines');
  const become = (role: string) => owner.patch(`/v1/workspaces/demo/members/${guest.id}`, { role });
  await become('member');
  const due = { dueOn: '2031-02-03', assigneeIds: [guest.id] };
  await member.createCard(board, { title: 'Here', ...due });
  await member.createCard(other, { title: 'There', ...due });
  await guest.submit(board, { title: 'Asked' });
  const feed = await make(guest);
  expect(summariesIn(await read(feed))).toHaveLength(3);

  await member.archive(other, 1);
  await manager.patch(other.path, { archived: true });
  expect(summariesIn(await read(feed))).toHaveLength(2);
  await become('requester');
  expect(summariesIn(await read(feed))).toEqual([`Answer due: ${board.key}-R1 Asked`]);
  await become('member');
  await owner.delete(`/v1/workspaces/demo/members/${guest.id}`);
  expect((await read(feed)).status).toBe(404);
  await api.pool.query('UPDATE memberships SET left_at = NULL WHERE user_id = $1', [guest.id]);
  expect((await read(feed)).status).toBe(404);
});

test('a feed says when a calendar read it last, to an hour', async () => {
  const feed = await make(viewer);
  await read(feed);
  const readAt = async () => (await viewer.get<CalendarFeed>(own)).body.readAt;
  let first = await readAt();
  while (first === null) first = await readAt();
  await read(feed);
  expect(await readAt()).toBe(first);
});

test('a feed has at most 500 cards, those due first', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Card', dueOn: '2031-01-01', assigneeIds: [manager.id] });
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  await api.pool.query(
    `WITH made AS (
       INSERT INTO cards SELECT (jsonb_populate_record(c, jsonb_build_object(
                'id', gen_random_uuid(), 'number', n + 1, 'rank', c.rank + n, 'due_on', c.due_on + n))).*
         FROM cards c, generate_series(1, 600) n WHERE c.workspace_id = $1 AND c.board_id = $2
       RETURNING id)
     INSERT INTO card_assignees SELECT (jsonb_populate_record(a, jsonb_build_object('card_id', m.id))).*
       FROM card_assignees a, made m WHERE a.workspace_id = $1 AND a.board_id = $2`,
    [workspaceId, boardId],
  );
  const cards = [...entriesIn(await read(await make(manager))).values()].filter(({ UID }) =>
    UID?.includes('.cardDue@'),
  );
  expect(cards).toHaveLength(500);
  expect(cards.at(-1)?.['DTSTART;VALUE=DATE']).toBe('20320513');
});

test('tokens that open nothing are 404, and one network reads 1,200 times a minute', async () => {
  api.clock.pass({ hours: 1 });
  api.clock.stop();
  const path = '/v1/public/calendars/demo.guess.ics';
  const statuses = await all(1300, async () => (await fetch(api.origin + path)).status);
  expect(statuses.filter((status) => status === 404)).toHaveLength(1200);
  expect(statuses.filter((status) => status === 429)).toHaveLength(100);
});
