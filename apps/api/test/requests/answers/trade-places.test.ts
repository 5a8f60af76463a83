import { describe, expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { displacing } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, member, requester, secondRequester } = api.people;

const trade = (board: BoardUnderTest, number: number, displaces: number, more: object = {}) =>
  manager.answer(board, number, { kind: 'trade', displaces, ...displacing, ...more });

/** A board whose card in flight is in Review, and a request to trade it for. */
async function aReviewed({ ready = 2, next = 0, doing }: { ready?: number; next?: number; doing: number }) {
  const board = await aBoard()
    .column('Ready', { kind: 'queue', limit: ready })
    .column('Next', { kind: 'queue', limit: next })
    .column('Doing', { limit: doing })
    .column('Review')
    .make();
  const asked = (await secondRequester.submit(board, { title: 'In flight' })).body.number;
  const accepted = await manager.answer(board, asked, { kind: 'accept', column: 'Review' });
  const old = accepted.body.card?.number as number;
  const request = (await board.ask('Regulator export')).number;
  return Object.assign(board, {
    old,
    request,
    /** Gives the answer; `columns` is where each card is then. */
    trade: async () => {
      const traded = await trade(board, request, old);
      const { cards, columns } = await board.read();
      const nameOf = (id: string) => columns.find((column) => column.id === id)?.name;
      return {
        traded,
        columns: Object.fromEntries(cards.map(({ title, columnId }) => [title, nameOf(columnId)])),
      };
    },
  });
}

describe('the new card of a trade', () => {
  test('with a card of a later queue column takes the place there if nothing can begin', async () => {
    const board = await aBoard()
      .column('Ready', { kind: 'queue', limit: 2 })
      .column('Next', { kind: 'queue', limit: 1 })
      .column('Doing', { limit: 0 })
      .make();
    const next = await board.column('Next');
    await member.createCard(board, { title: 'Not begun', columnId: next.id });
    const { number } = await board.ask('First now');
    expect((await trade(board, number, 1)).status).toBe(200);
    const { cards, columns } = await board.read();
    const nameOf = (id: string) => columns.find((column) => column.id === id)?.name;
    expect(cards.map(({ title, columnId }) => [title, nameOf(columnId)])).toEqual([
      ['Not begun', 'Ready'],
      ['First now', 'Next'],
    ]);
  });

  test('never starts in a later column: the new card begins in the first active one', async () => {
    const board = await aReviewed({ doing: 1 });
    const { traded, columns } = await board.trade();
    expect(traded.status).toBe(200);
    expect(columns).toEqual({ 'In flight': 'Ready', 'Regulator export': 'Doing' });
    expect((await board.events()).at(-1)).toMatchObject({
      changes: [
        { to: { kind: 'trade' } },
        { card: traded.body.card?.number, to: { columnId: board.id('Doing'), before: null } },
        { card: board.old, to: { columnId: board.id('Ready'), committedAt: null, before: null } },
      ],
    });
  });

  test('makes the new card wait in the last queue column with room if the first active one has none', async () => {
    const board = await aReviewed({ doing: 0, next: 1 });
    const { traded, columns } = await board.trade();
    expect(columns).toEqual({ 'In flight': 'Ready', 'Regulator export': 'Next' });
    const made = (await board.read()).cards.find(({ number }) => number === traded.body.card?.number);
    expect(made).toMatchObject({ committedAt: null, enteredColumnAt: expect.any(String) });

    const full = await aReviewed({ doing: 0, next: 0 });
    expect((await full.trade()).columns).toEqual({ 'In flight': 'Ready', 'Regulator export': 'Ready' });
    // The new card comes first where both wait.
    expect(await full.order('Ready')).toEqual([full.old + 1, full.old]);
  });

  test('is refused if neither the first active column nor a queue column has room for the new card', async () => {
    const board = await aReviewed({ ready: 1, doing: 1, next: 0 });
    const { body: busy } = await member.createCard(board, { title: 'Busy', columnId: board.id('Doing') });
    const before = await board.read();
    const { traded } = await board.trade();
    expect(traded.status).toBe(409);
    expect(problemSchemas['wip-limit-reached'].parse(traded.body)).toMatchObject({
      limits: [{ scope: 'column', of: 'Doing', max: 1, load: 1 }],
      options: [{ kind: 'finish', card: { number: busy.number }, suffices: true }],
      roomIn: [
        { id: board.id('Doing'), name: 'Doing' },
        { id: board.id('Next'), name: 'Next' },
        { id: board.id('Ready'), name: 'Ready' },
      ],
      detail: expect.stringContaining(
        'needs room in Doing or in a queue column: move a card on there, or raise',
      ),
    });
    const { seq, cards } = await board.read();
    expect([seq, cards]).toEqual([before.seq, before.cards]);
    expect((await requester.readRequest(board, board.request)).body.state).toBe('waiting');

    await member.moveCard(board, busy.number, { column: 'Review' });
    expect((await board.trade()).columns).toMatchObject({
      'In flight': 'Ready',
      'Regulator export': 'Doing',
    });
  });
});
