import { expect, test } from '@jest/globals';
import { type Card, type CardDetail, type ProblemOf, problemSchemas } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { handsOf, type Told } from '../../support/hands.js';

const api = theApi();
const member = () => api.as('member');
const { cardsIn, create, eventsSince, move, orderIn } = handsOf(member);

test('put back goes to the end of the first queue column, uncommitted, with its reason in the event', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [first] = await cardsIn(board, 'Ready', 1);
  const [number] = await cardsIn(board, 'Doing', 1);
  const { seq } = await board.read();
  const put = await member().put<Card>(`${board.path}/cards/${number}/back`, {
    reason: 'Waits for a supplier',
  });
  expect(put).toMatchObject({
    status: 200,
    body: { columnId: board.id('Ready'), committedAt: null, version: 2 },
  });
  expect(await orderIn(board, 'Ready')).toEqual([first, number]);
  const [event] = await eventsSince(board, seq);
  expect(event).toMatchObject({
    type: 'card.putBack',
    changes: [{ card: number, reason: 'Waits for a supplier' }],
  });
});

test('what is not begun, or back already, is not put back, and nothing is told', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [waits] = await cardsIn(board, 'Ready', 1);
  const [begun] = await cardsIn(board, 'Doing', 1);
  const back = (number: number) =>
    member().put<Told>(`${board.path}/cards/${number}/back`, { reason: 'Waits for a supplier' });
  const columnId = board.id('Ready');
  const refused = (card: number) => ({ status: 409, body: { code: 'card-not-committed', card, columnId } });
  expect(await back(waits!)).toMatchObject(refused(waits!));
  const { seq } = await board.read();
  const answers = await Promise.all(Array.from({ length: 8 }, () => back(begun!)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200))
    expect(answer).toMatchObject(refused(begun!));
  expect((await eventsSince(board, seq)).map(({ type }) => type)).toEqual(['card.putBack']);
});

test('what is delivered can be put back: it is begun again', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [number] = await cardsIn(board, 'Doing', 1);
  await move(board, number!, { columnId: board.id('Done') });
  expect(await member().put<Card>(`${board.path}/cards/${number}/back`, { reason: 'Undone' })).toMatchObject({
    status: 200,
    body: { committedAt: null, deliveredAt: null },
  });
});

test('putting back into a full queue is refused with its facts, and nothing changes', async () => {
  const board = await aBoard(api).column('Ready', { kind: 'queue', limit: 1 }).column('Doing').make();
  await cardsIn(board, 'Ready', 1);
  const [number] = await cardsIn(board, 'Doing', 1);
  const { seq } = await board.read();
  const put = await member().put<Told>(`${board.path}/cards/${number}/back`, { reason: 'Later' });
  expect(put.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(put.body).limits).toMatchObject([
    { of: 'Ready', max: 1, load: 1 },
  ]);
  expect((await board.read()).seq).toBe(seq);
});

test('blocked and unblocked: who, why and since when, kept as a history; blocked cards still count', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const [number] = await cardsIn(board, 'Doing', 1);
  const block = `${board.path}/cards/${number}/block`;
  const blocked = await member().put<Card>(block, { reason: 'No access' });
  expect(blocked.body.blocked).toEqual({
    reason: 'No access',
    since: expect.any(String),
    by: { id: api.cast.member.id, name: 'Bao Brandt' },
  });
  const { seq } = await board.read();
  expect((await member().put<Card>(block, { reason: 'No access' })).body.version).toBe(blocked.body.version);
  expect((await board.read()).seq).toBe(seq);
  const corrected = await member().put<Card>(block, { reason: 'No access to production' });
  expect(corrected.body.blocked).toMatchObject({
    since: blocked.body.blocked!.since,
    reason: 'No access to production',
  });
  expect((await create(board, { columnId: board.id('Doing') })).status).toBe(409);

  const freed = await member().delete<Card>(block);
  expect(freed).toMatchObject({ status: 200, body: { blocked: null } });
  const again = await member().delete<Card>(block);
  expect(again).toMatchObject({ status: 200, body: { version: freed.body.version } });
  const detail = await member().get<CardDetail>(`${board.path}/cards/${number}`);
  expect(detail.body.blocks).toMatchObject([
    { reason: 'No access to production', until: expect.any(String) },
  ]);
  expect((await eventsSince(board, 2)).map(({ type }) => type)).toEqual([
    'card.blocked',
    'card.blocked',
    'card.unblocked',
  ]);
});

test('an archived card counts nowhere, has no place to be changed, and comes back only where there is room', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const [one] = await cardsIn(board, 'Doing', 1);
  const archive = `${board.path}/cards/${one}/archive`;
  expect((await member().put<Card>(archive)).body.archivedAt).toEqual(expect.any(String));
  expect((await board.column('Doing')).load).toBe(0);
  expect((await board.read()).cards).toEqual([]);
  const [other] = await cardsIn(board, 'Doing', 1);

  const { seq } = await board.read();
  const back = await member().delete<Told>(archive);
  expect(back.status).toBe(409);
  const { limits, options } = problemSchemas['wip-limit-reached'].parse(
    back.body,
  ) as ProblemOf<'wip-limit-reached'>;
  expect(limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
  expect(options).toContainEqual(
    expect.objectContaining({ kind: 'finish', card: expect.objectContaining({ number: other }) }),
  );
  for (const refused of [
    await move(board, one!, { columnId: board.id('Ready') }),
    await member().put<Told>(`${board.path}/cards/${one}/back`, { reason: 'Later' }),
    await member().put<Told>(`${board.path}/cards/${one}/block`, { reason: 'Stuck' }),
  ]) {
    expect(refused).toMatchObject({ status: 409, body: { code: 'card-archived' } });
  }
  expect((await member().put<Card>(archive)).status).toBe(200);
  expect((await board.read()).seq).toBe(seq);

  // Elsewhere there is room.
  expect((await member().delete<Told>(`${archive}?columnId=${uuid()}`)).status).toBe(422);
  const elsewhere = await member().delete<Card>(`${archive}?columnId=${board.id('Ready')}`);
  expect(elsewhere).toMatchObject({
    status: 200,
    body: { archivedAt: null, columnId: board.id('Ready'), committedAt: null },
  });
  expect((await eventsSince(board, seq)).at(0)).toMatchObject({
    type: 'card.restored',
    changes: [{ card: one, from: { columnId: board.id('Doing') }, to: { columnId: board.id('Ready') } }],
  });
  await member().put<Card>(archive);
  const full = await member().delete<Told>(`${archive}?columnId=${board.id('Doing')}`);
  expect(full.body.limits).toMatchObject([{ of: 'Doing', max: 1, load: 1, cards: [one] }]);
  expect((await member().delete<Card>(`${archive}?columnId=${board.id('Ready')}`)).status).toBe(200);
  await move(board, other!, { columnId: board.id('Done') });
  await move(board, one!, { columnId: board.id('Doing') });
  await member().put<Card>(archive);
  expect(await member().delete<Card>(archive)).toMatchObject({ status: 200, body: { archivedAt: null } });
  expect(await orderIn(board, 'Doing')).toEqual([one]);
});
