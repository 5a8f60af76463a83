import { expect, test } from '@jest/globals';
import { type Card, type ProblemOf, problemSchemas } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Refused } from '../../support/person.js';

const api = theApi();
const { member } = api.people;

test('an archived card does not count, cannot be changed, and is restored only where there is room', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const [one] = await board.cards('Doing', 1);
  const archive = `${board.path}/cards/${one}/archive`;
  expect((await member.put<Card>(archive)).body.archivedAt).toEqual(expect.any(String));
  expect((await board.column('Doing')).load).toBe(0);
  expect((await board.read()).cards).toEqual([]);
  const [other] = await board.cards('Doing', 1);

  const { seq } = await board.read();
  const back = await member.delete<Card & Refused>(archive);
  expect(back.status).toBe(409);
  const { limits, options } = problemSchemas['wip-limit-reached'].parse(
    back.body,
  ) as ProblemOf<'wip-limit-reached'>;
  expect(limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
  expect(options).toContainEqual(
    expect.objectContaining({ kind: 'finish', card: expect.objectContaining({ number: other }) }),
  );
  for (const refused of [
    await member.moveCard(board, one!, { column: 'Ready' }),
    await member.putBack(board, one, { reason: 'Later' }),
    await member.put<Card & Refused>(`${board.path}/cards/${one}/block`, { reason: 'Stuck' }),
  ]) {
    expect(refused).toMatchObject({ status: 409, body: { code: 'card-archived' } });
  }
  expect((await member.put<Card>(archive)).status).toBe(200);
  expect((await board.read()).seq).toBe(seq);

  // Ready has room.
  expect((await member.delete<Card & Refused>(`${archive}?columnId=${uuid()}`)).status).toBe(422);
  const elsewhere = await member.delete<Card>(`${archive}?columnId=${board.id('Ready')}`);
  expect(elsewhere).toMatchObject({
    status: 200,
    body: { archivedAt: null, columnId: board.id('Ready'), committedAt: null },
  });
  expect((await board.events(seq)).at(0)).toMatchObject({
    type: 'card.restored',
    changes: [{ card: one, from: { columnId: board.id('Doing') }, to: { columnId: board.id('Ready') } }],
  });
  await member.put<Card>(archive);
  const full = await member.delete<Card & Refused>(`${archive}?columnId=${board.id('Doing')}`);
  expect(full.body.limits).toMatchObject([{ of: 'Doing', max: 1, load: 1, cards: [one] }]);
  expect((await member.delete<Card>(`${archive}?columnId=${board.id('Ready')}`)).status).toBe(200);
  await member.moveCard(board, other!, { column: 'Done' });
  await member.moveCard(board, one!, { column: 'Doing' });
  await member.put<Card>(archive);
  expect(await member.delete<Card>(archive)).toMatchObject({ status: 200, body: { archivedAt: null } });
  expect(await board.order('Doing')).toEqual([one]);
});
