import { expect, test } from '@jest/globals';
import { type Card, type CardDetail } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { member } = api.people;

test('records who blocked a card, why and when, and counts it while blocked', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const [number] = await board.cards('Doing', 1);
  const block = `${board.path}/cards/${number}/block`;
  const blocked = await member.put<Card>(block, { reason: 'No access' });
  expect(blocked.body.blocked).toEqual({
    reason: 'No access',
    since: expect.any(String),
    by: { id: member.id, name: 'Bao Brandt' },
  });
  const { seq } = await board.read();
  expect((await member.put<Card>(block, { reason: 'No access' })).body.version).toBe(blocked.body.version);
  expect((await board.read()).seq).toBe(seq);
  const corrected = await member.put<Card>(block, { reason: 'No access to production' });
  expect(corrected.body.blocked).toMatchObject({
    since: blocked.body.blocked!.since,
    reason: 'No access to production',
  });
  expect((await member.createCard(board, { column: 'Doing' })).status).toBe(409);

  const freed = await member.delete<Card>(block);
  expect(freed).toMatchObject({ status: 200, body: { blocked: null } });
  const again = await member.delete<Card>(block);
  expect(again).toMatchObject({ status: 200, body: { version: freed.body.version } });
  const detail = await member.get<CardDetail>(`${board.path}/cards/${number}`);
  expect(detail.body.blocks).toMatchObject([
    { reason: 'No access to production', until: expect.any(String) },
  ]);
  expect((await board.events(2)).map(({ type }) => type)).toEqual([
    'card.blocked',
    'card.blocked',
    'card.unblocked',
  ]);
});
