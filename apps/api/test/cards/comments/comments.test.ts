import { expect, test } from '@jest/globals';
import type { CardDetail } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { member, viewer } = api.people;

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
