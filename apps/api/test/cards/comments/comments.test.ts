import { expect, test } from '@jest/globals';
import type { CardDetail, Comment, CommentList, EventList, SearchList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { manager, member, owner, secondMember, viewer } = api.people;

test('lists comments in order; each is an event and changes no version', async () => {
  const board = await aBoard().make();
  const made = await member.createCard(board, {});
  const path = `${board.path}/cards/1/comments`;
  for (const text of ['First', 'Second', 'Third'])
    expect((await member.post(path, { text })).status).toBe(201);
  type List = { items: { text: string }[]; nextCursor: string | null };
  const page = await viewer.get<List>(`${path}?size=2`);
  expect(page.body.items.map(({ text }) => text)).toEqual(['First', 'Second']);
  const rest = await viewer.get<List>(`${path}?size=2&cursor=${page.body.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ text: 'Third' }], nextCursor: null });
  const detail = await member.get<CardDetail>(`${board.path}/cards/1`);
  expect(detail.body).toMatchObject({ commentCount: 3, version: made.body.version });
  expect((await board.events(2)).map(({ type }) => type)).toEqual(new Array(3).fill('card.commented'));
});

test('a new comment changes the ETag of its card, and an edit that saw the card before still succeeds', async () => {
  const board = await aBoard().make();
  const made = await member.createCard(board, {});
  const path = `${board.path}/cards/1`;
  const seen = (await member.get(path)).headers.get('etag') as string;
  expect((await member.get(path, { 'if-none-match': seen })).status).toBe(304);
  await member.post(`${path}/comments`, { text: 'New' });

  const changed = await member.get<CardDetail>(path, { 'if-none-match': `"other", ${seen}` });
  expect(changed).toMatchObject({ status: 200, body: { commentCount: 1, version: made.body.version } });
  expect((await member.patchCard(board, 1, { title: 'Edited' }, { 'if-match': seen })).status).toBe(200);
  expect((await member.patchCard(board, 1, { title: 'Late' }, { 'if-match': seen })).status).toBe(412);
});

async function aComment(text: string) {
  const board = await aBoard().make();
  await member.createCard(board, {});
  const comments = `${board.path}/cards/1/comments`;
  const { id } = (await member.post<Comment>(comments, { text })).body;
  const list = async () => (await viewer.get<CommentList>(comments)).body.items;
  const changes = async () =>
    (await member.get<EventList>(`${board.path}/events`)).body.items
      .filter(({ type }) => type === 'card.commented')
      .flatMap((event) => event.changes as object[]);
  return { board, path: `${comments}/${id}`, id, list, changes };
}

test('its writer edits a comment; nobody else does, and each edit is an event', async () => {
  const { board, path, id, list, changes } = await aComment('Frist');
  const edited = await member.patch<Comment>(path, { text: ' First ' });
  expect(edited).toMatchObject({ status: 200, body: { id, text: 'First', by: { id: member.id } } });
  expect(await member.patch(path, { text: 'First' })).toMatchObject({ status: 200 });
  for (const other of [owner, manager, secondMember])
    expect(await other.patch(path, { text: 'Not mine' })).toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    });
  expect(await list()).toMatchObject([{ id, text: 'First', by: { id: member.id } }]);
  expect(await changes()).toEqual([
    { card: 1, comment: id, to: { text: 'Frist', by: member.id, at: expect.any(String) } },
    { card: 1, comment: id, from: { text: 'Frist' }, to: { text: 'First' } },
  ]);
  const elsewhere = path.replace('/cards/1/', '/cards/2/');
  await member.createCard(board, {});
  expect(await member.patch(elsewhere, { text: 'Moved' })).toMatchObject({ status: 404 });
});

test('its writer or a manager deletes a comment: list, count and search lose it', async () => {
  for (const by of [member, manager, owner]) {
    const { board, path, id, list, changes } = await aComment('Heliotrope zebra');
    const found = async () =>
      (await viewer.get<SearchList>('/v1/workspaces/demo/search?q=heliotrope%20zebra')).body.items;
    expect(await found()).toMatchObject([{ kind: 'comment', number: 1 }]);
    expect(await secondMember.delete(path)).toMatchObject({ status: 403 });
    expect(await by.delete(path)).toMatchObject({ status: 204 });

    expect(await list()).toEqual([]);
    expect(await found()).toEqual([]);
    const card = await viewer.get<CardDetail>(`${board.path}/cards/1`);
    expect(card.body.commentCount).toBe(0);
    expect((await changes()).at(-1)).toEqual({ card: 1, comment: id, to: null });
    expect(await by.delete(path)).toMatchObject({ status: 404 });
    expect(await member.patch(path, { text: 'Back' })).toMatchObject({ status: 404 });
  }
});
