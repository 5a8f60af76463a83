import { expect, test } from '@jest/globals';
import { aBoard } from '../support/board.js';
import { refusalOf } from '../support/refusals.js';
import { all, deadlocksOf } from './crowd.js';
import { twoInstances } from './instances.js';
import { statusesOf } from './outcomes.js';

// A card may be committed or accepted between a call's check and its write. Then work would leave silently.
const { api, second } = twoInstances();
const anywhere = (n: number) => (n % 2 === 0 ? api : second).people;

test('archiving without a reason at once with putting back and committing never passes', async () => {
  const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
  const deadlocks = await deadlocksOf(api);
  for (let round = 1; round <= 2; round += 1) {
    const card = await board.accepted(round % 2 === 0 ? 'Ready' : 'Doing');
    const answers = await all(24, (n) => {
      const { member } = anywhere(n >> 2);
      if (n % 4 === 0) return member.putBack(board, card, { reason: 'noCapacity' });
      if (n % 4 === 1) return member.moveCard(board, card, { column: 'Doing' });
      return member.archive(board, card);
    });
    expect(statusesOf(answers.filter((_, n) => n % 4 === 1))).toEqual({ 200: 6 });
    for (const refused of answers.filter((_, n) => n % 4 > 1))
      expect(refusalOf(refused)).toEqual({ status: 409, code: 'accepted-work' });
  }
  expect((await board.events()).filter(({ type }) => type === 'card.archived')).toEqual([]);
  expect(await deadlocksOf(api, second)).toBe(deadlocks);
});

test('a card that is committed while it moves between queue columns does not go back silently', async () => {
  const board = await aBoard()
    .column('Ideas', { kind: 'queue' })
    .column('Ready', { kind: 'queue' })
    .intake({ depth: 20, openPerRequester: 20 })
    .make();
  for (let round = 1; round <= 2; round += 1) {
    const card = await board.accepted('Ideas');
    const answers = await all(24, (n) => {
      const { member } = anywhere(n >> 1);
      return member.moveCard(board, card, {
        column: n % 2 === 0 ? 'Doing' : n % 4 === 1 ? 'Ready' : 'Ideas',
      });
    });
    expect(statusesOf(answers.filter((_, n) => n % 2 === 0))).toEqual({ 200: 12 });
    for (const refused of answers.filter(({ status }) => status !== 200))
      expect(refusalOf(refused)).toEqual({ status: 409, code: 'accepted-work' });
    expect(await board.order('Doing')).toContain(card);
  }
});

test('a card that is accepted while its column is removed goes nowhere silently', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const { number } = await board.ask();
  const path = `${board.path}/columns/${board.id('Review')}?cardsTo=${board.id('Ready')}`;
  const [accepted, removed] = await Promise.all([
    api.people.manager.answer(board, number, { kind: 'accept', column: 'Review' }),
    second.people.manager.delete(path),
  ]);
  const { cards, columns } = await board.read();
  if (removed.status === 204) expect([accepted.status, cards]).toEqual([422, []]);
  else {
    expect(refusalOf(removed)).toEqual({ status: 409, code: 'accepted-work' });
    expect(cards).toMatchObject([{ columnId: columns.find(({ name }) => name === 'Review')?.id }]);
  }
});
