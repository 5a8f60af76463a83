import { expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { member } = api.people;

test('puts a card back to the end of the first queue column, uncommitted, with the reason in the event', async () => {
  const board = await aBoard().column('Doing').make();
  const [first] = await board.cards('Ready', 1);
  const [number] = await board.cards('Doing', 1);
  const { seq } = await board.read();
  const put = await member.putBack(board, number, {
    reason: 'Waits for a supplier',
  });
  expect(put).toMatchObject({
    status: 200,
    body: { columnId: board.id('Ready'), committedAt: null, version: 2 },
  });
  expect(await board.order('Ready')).toEqual([first, number]);
  const [event] = await board.events(seq);
  expect(event).toMatchObject({
    type: 'card.putBack',
    changes: [{ card: number, reason: 'Waits for a supplier' }],
  });
});

test('refuses to put back a card that is not committed, also at once', async () => {
  const board = await aBoard().column('Doing').make();
  const [waits] = await board.cards('Ready', 1);
  const [begun] = await board.cards('Doing', 1);
  const back = (number: number) => member.putBack(board, number, { reason: 'Waits for a supplier' });
  const columnId = board.id('Ready');
  const refused = (card: number) => ({ status: 409, body: { code: 'card-not-committed', card, columnId } });
  expect(await back(waits!)).toMatchObject(refused(waits!));
  const { seq } = await board.read();
  const answers = await Promise.all(Array.from({ length: 8 }, () => back(begun!)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200))
    expect(answer).toMatchObject(refused(begun!));
  expect((await board.events(seq)).map(({ type }) => type)).toEqual(['card.putBack']);
});

test('puts back a delivered card', async () => {
  const board = await aBoard().column('Doing').make();
  const [number] = await board.cards('Doing', 1);
  await member.moveCard(board, number!, { column: 'Done' });
  expect(await member.putBack(board, number, { reason: 'Undone' })).toMatchObject({
    status: 200,
    body: { committedAt: null, deliveredAt: null },
  });
});

test('refuses to put back into a full queue column', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).column('Doing').make();
  await board.cards('Ready', 1);
  const [number] = await board.cards('Doing', 1);
  const { seq } = await board.read();
  const put = await member.putBack(board, number, { reason: 'Later' });
  expect(put.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(put.body).limits).toMatchObject([
    { of: 'Ready', max: 1, load: 1 },
  ]);
  expect((await board.read()).seq).toBe(seq);
});
