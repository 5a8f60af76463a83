import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  applyChanges,
  type BoardChanges,
  type CardDetail,
  type NoticeList,
  type SearchList,
} from '@weir/contract';
import { toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, viewer } = api.people;

const cardOf = ({ path }: BoardUnderTest, number: number) => `${path}/cards/${number}`;
const link = (board: BoardUnderTest, number: number, body: object) =>
  member.post<{ id: string }>(`${cardOf(board, number)}/links`, body);
const linksOf = async (board: BoardUnderTest, number: number) =>
  (await viewer.get<CardDetail>(cardOf(board, number))).body.links;

test('a manager deletes an archived card with all that it has; its number is never used again', async () => {
  const [board, other, third] = [await aBoard().make(), await aBoard().make(), await aBoard().make()];
  const facts = {
    title: 'Zebra crossing',
    assigneeIds: [member.id],
    labelIds: [await board.label('Bug')],
    fields: { [(await board.field('Customer', 'text')).id]: 'Zoo' },
  };
  const [doomed] = await board.cards('Doing', 1, facts);
  const [near] = await board.cards('Ready', 1);
  await other.cards('Ready', 1);
  await third.cards('Ready', 1);
  const path = cardOf(board, doomed);
  const mention = `[@${viewer.name}](person:${viewer.id})`;
  await member.post(`${path}/comments`, { text: `Zebras, ${mention}` });
  const file = (await member.attach(board, 'zebra.txt', 'Stripes')).body.id;
  await board.item(doomed, 'Paint');
  await member.put(`${path}/block`, { reason: 'Waits for paint' });
  const item = await board.item(near, 'Ask the painter');
  const made = await member.put<CardDetail>(`${cardOf(board, near)}/checklist/${item}/card`, {});
  const became = (await board.order('Ready')).at(-1) as number;
  expect(made.status).toBe(200);
  const inner = (await link(board, became, { kind: 'blocks', card: near })).body.id;
  await link(board, became, { kind: 'relatesTo', board: other.key, card: 1 });
  await link(board, became, { kind: 'blockedBy', board: third.key, card: 1 });
  const known = await board.read();

  expect(refusalOf(await manager.delete(path))).toEqual({ status: 409, code: 'card-not-archived' });
  for (const number of [doomed, became]) await member.archive(board, number);
  expect((await member.delete(path)).status).toBe(403);
  expect(refusalOf(await manager.delete(path, { 'if-match': '"1"' }))).toMatchObject({ status: 412 });
  expect((await manager.patch(third.path, { archived: true })).status).toBe(200);
  const seqs = await Promise.all([board, other, third].map(async (each) => (await each.read()).seq));
  for (const number of [doomed, became])
    expect((await manager.delete(cardOf(board, number))).status).toBe(204);

  expect((await viewer.get(path)).status).toBe(404);
  expect((await manager.delete(path)).status).toBe(404);
  expect([await linksOf(board, near), await linksOf(other, 1), await linksOf(third, 1)]).toEqual([
    [],
    [],
    [],
  ]);
  const { checklistItems } = (await viewer.get<CardDetail>(cardOf(board, near))).body;
  expect(checklistItems).toMatchObject([{ id: item, became: null }]);
  const found = (await viewer.get<SearchList>('/v1/workspaces/demo/search?q=Zebra')).body.items;
  expect(found).toEqual([]);
  const here = { board: board.key, number: became };
  expect((await board.events(seqs[0])).map(({ type, actor, changes }) => [type, actor?.id, changes])).toEqual(
    [
      ['card.deleted', manager.id, [{ card: doomed, from: { title: 'Zebra crossing' }, to: null }]],
      [
        'card.deleted',
        manager.id,
        [
          { card: became, from: { title: 'Ask the painter' }, to: null },
          { card: near, link: inner, from: { kind: 'blockedBy', ...here }, to: null },
          { card: near, item, from: { became }, to: { became: null } },
        ],
      ],
    ],
  );
  for (const [each, seq, kind] of [
    [other, seqs[1], 'relatesTo'],
    [third, seqs[2], 'blocks'],
  ] as const)
    expect(await each.events(seq)).toMatchObject([
      { type: 'card.unlinked', changes: [{ card: 1, from: { kind, ...here }, to: null }] },
    ]);
  const { today, namesVersion } = known;
  const query = `after=${known.seq}&today=${today}&namesVersion=${namesVersion}`;
  const changes = (await member.get<BoardChanges>(`${board.path}/changes?${query}`)).body;
  expect(applyChanges(known, changes)).toEqual(await board.read());

  expect((await member.createCard(board)).body.number).toBe(became + 1);
  const folder = join(api.env.WEIR_FILES_DIR, 'kept');
  const { rows } = await api.pool.query('SELECT id FROM workspaces WHERE slug = $1', ['demo']);
  const kept = join(folder, rows[0].id, file);
  expect(existsSync(kept)).toBe(true);
  api.clock.pass({ hours: 2 });
  await api.service('FileSweepService').sweep();
  expect(existsSync(kept)).toBe(false);
  api.clock.reset();
});

test('a retry with the same key is the same deletion', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  await member.archive(board, 1);
  const send = () => manager.delete(cardOf(board, 1), { 'idempotency-key': 'deleted-card-1' });
  const [first, again] = [await send(), await send()];
  expect([first.status, again.status]).toEqual([204, 204]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('deleting accepted work sends its requester no notice and changes nothing that they read', async () => {
  const board = await aBoard().intake({ depth: 9, openPerRequester: 9 }).make();
  const [off, delivered] = [await board.accepted('Doing'), await board.accepted('Done')];
  await member.archive(board, off, { toRequester });
  await member.archive(board, delivered);
  const sweep = async () => {
    api.clock.pass({ minutes: 2 });
    await api.service('SweepService').sweep();
  };
  const state = async () => {
    const requests = [];
    for (const number of [1, 2]) {
      const { version: _, card: __, ...request } = (await requester.readRequest(board, number)).body;
      const history = await manager.get(`${board.path}/requests/${number}/history`);
      requests.push({ ...request, history: history.body });
    }
    const notices = await requester.get<NoticeList>('/v1/workspaces/demo/notices?size=100');
    return { requests, notices: notices.body.items.map(({ id }) => id) };
  };
  await sweep();
  const before = await state();
  for (const number of [off, delivered])
    expect((await manager.delete(cardOf(board, number))).status).toBe(204);
  await sweep();
  expect(await state()).toEqual(before);
  expect(before.requests.map(({ work }) => work?.state)).toEqual(['takenOff', 'delivered']);
  expect((await requester.askAgain(board, 1)).body).toMatchObject({ follows: { number: 1 } });
  api.clock.reset();
});

test('a card that a trade displaced stays: the traded request’s page names it', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const displaced = await board.accepted('Doing');
  await board.ask('More urgent');
  const reason = { reason: 'notAligned', message: 'Something more urgent came up.' };
  const answer = { kind: 'trade', displaces: displaced, ...reason };
  expect((await manager.answer(board, 2, answer)).status).toBe(200);
  await member.archive(board, displaced, { toRequester });
  expect(refusalOf(await manager.delete(cardOf(board, displaced)))).toEqual({
    status: 409,
    code: 'card-displaced',
  });
  expect((await viewer.get(cardOf(board, displaced))).status).toBe(200);
});
