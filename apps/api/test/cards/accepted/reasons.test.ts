import { beforeAll, expect, test } from '@jest/globals';
import type { ToRequester } from '@weir/contract';
import { toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';

// Work that was accepted never leaves silently: whoever takes it back says why. A trigger of this test keeps what the
// database is told for the requester in each change of a card.

const api = theApi();
const { manager, member } = api.people;

type Why = { toRequester?: ToRequester };
type Effect = 'putBack' | 'takenOff';
/** A way for accepted cards to go: prepares the board, returns the cards concerned and the call. */
type Way = [
  name: string,
  effect: Effect,
  prepare: (board: BoardUnderTest) => Promise<{ cards: number[]; send: (why?: Why) => Promise<Answer> }>,
];

const column = (board: BoardUnderTest, name: string) => `${board.path}/columns/${board.id(name)}`;
const ways: Way[] = [
  [
    'a move into a queue column',
    'putBack',
    async (board) => {
      const card = await board.accepted('Doing');
      return { cards: [card], send: (why) => member.moveCard(board, card, { column: 'Ready', ...why }) };
    },
  ],
  [
    'a move of a delivered card into a queue column',
    'putBack',
    async (board) => {
      const card = await board.accepted('Done');
      return { cards: [card], send: (why) => member.moveCard(board, card, { column: 'Ready', ...why }) };
    },
  ],
  [
    'a swap by the card that goes back',
    'putBack',
    async (board) => {
      const card = await board.accepted('Doing');
      const [swapWith] = await board.cards('Ready', 1);
      return { cards: [card], send: (why) => member.moveCard(board, card, { swapWith, ...why }) };
    },
  ],
  [
    'a swap by the other card',
    'putBack',
    async (board) => {
      const card = await board.accepted('Doing');
      const [other] = await board.cards('Ready', 1);
      return { cards: [card], send: (why) => member.moveCard(board, other, { swapWith: card, ...why }) };
    },
  ],
  [
    'several moves',
    'putBack',
    async (board) => {
      const [one, two, stays] = [
        await board.accepted('Doing'),
        await board.accepted('Review'),
        await board.accepted('Doing'),
      ];
      const moves = [
        { card: two, column: 'Ready' },
        { card: one, column: 'Ready' },
        { card: stays, column: 'Review' },
      ];
      return { cards: [one, two], send: (why) => member.moveCards(board, moves, why) };
    },
  ],
  [
    'archiving a card in the queue',
    'takenOff',
    async (board) => {
      const card = await board.accepted('Ready');
      return { cards: [card], send: (why) => member.archive(board, card, why) };
    },
  ],
  [
    'archiving a card in flight',
    'takenOff',
    async (board) => {
      const card = await board.accepted('Doing');
      return { cards: [card], send: (why) => member.archive(board, card, why) };
    },
  ],
  [
    'removing a column',
    'putBack',
    async (board) => {
      const cards = [await board.accepted('Review'), await board.accepted('Review')];
      await board.cards('Review', 1);
      const path = `${column(board, 'Review')}?cardsTo=${board.id('Ready')}`;
      return { cards, send: (why) => manager.send('DELETE', path, why) };
    },
  ],
  [
    'removing the column of an archived, delivered card',
    'takenOff',
    async (board) => {
      const card = await board.accepted('Shipped');
      await member.archive(board, card);
      const path = `${column(board, 'Shipped')}?cardsTo=${board.id('Ready')}`;
      return { cards: [card], send: (why) => manager.send('DELETE', path, why) };
    },
  ],
  [
    'restoring a delivered card into a queue column',
    'putBack',
    async (board) => {
      const card = await board.accepted('Done');
      await member.archive(board, card);
      const path = `${board.path}/cards/${card}/archive?columnId=${board.id('Ready')}`;
      return { cards: [card], send: (why) => member.send('DELETE', path, why) };
    },
  ],
  [
    'archiving the board',
    'takenOff',
    async (board) => {
      const cards = [await board.accepted('Ready'), await board.accepted('Doing')];
      await board.accepted('Done');
      await board.cards('Doing', 1);
      const gone = await board.accepted('Doing');
      await member.archive(board, gone, { toRequester });
      return { cards, send: (why) => manager.patch(board.path, { archived: true, ...why }) };
    },
  ],
];

const aTeam = () =>
  aBoard()
    .column('Doing')
    .column('Review')
    .column('Done', { kind: 'done' })
    .column('Shipped', { kind: 'done' })
    .intake({ depth: 20, openPerRequester: 20 })
    .make();

beforeAll(async () => {
  await api.pool.query(`
    CREATE TABLE public.test_told (at serial, was text);
    CREATE FUNCTION public.test_tell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.test_told (was) VALUES (nullif(current_setting('weir.to_requester', true), ''));
      RETURN NULL;
    END $$;
    CREATE TRIGGER test_tell AFTER UPDATE OF column_id, archived_at ON public.cards FOR EACH STATEMENT EXECUTE FUNCTION public.test_tell();
    CREATE TRIGGER test_tell AFTER UPDATE OF archived_at ON public.boards FOR EACH STATEMENT EXECUTE FUNCTION public.test_tell();
    GRANT ALL ON public.test_told, public.test_told_at_seq TO PUBLIC;`);
});
const told = async () => {
  const { rows } = await api.pool.query<{ was: string | null }>(
    'SELECT was FROM public.test_told ORDER BY at',
  );
  await api.pool.query('DELETE FROM public.test_told');
  return rows.map(({ was }) => was && JSON.parse(was));
};

test.each(ways)(
  'refuses %s without a reason, naming all accepted cards, and changes nothing',
  async (_, effect, prepare) => {
    const board = await aTeam();
    const { cards, send } = await prepare(board);
    const before = await board.read();
    const refused = await send();
    expect(refusalOf(refused)).toEqual({ status: 409, code: 'accepted-work' });
    expect(refused.body).toMatchObject({
      cards: cards.map((number) => ({
        number,
        ref: `${board.key}-${number}`,
        title: 'A sandbox',
        request: {
          number: expect.any(Number),
          ref: expect.stringMatching(`^${board.key}-R\\d+$`),
          requester: 'Rana Roy',
        },
        effect,
      })),
      detail: expect.stringContaining('Give a reason'),
    });
    expect(await board.read()).toEqual(before);

    await told();
    expect([200, 204]).toContain((await send({ toRequester })).status);
    expect((await board.read()).seq).toBe(before.seq + 1);
    expect(await told()).toContainEqual(toRequester);
  },
);

test('lets accepted work go on, about and out when delivered without a reason, and tells nobody', async () => {
  const board = await aTeam();
  const [own] = await board.cards('Doing', 1);
  const [waits, begun, done] = [
    await board.accepted('Ready'),
    await board.accepted('Doing'),
    await board.accepted('Done'),
  ];
  await told();
  const why = { toRequester };
  for (const { status } of [
    await member.moveCard(board, own, { column: 'Ready' }),
    await member.moveCard(board, waits, { column: 'Ready', before: own, ...why }),
    await member.moveCard(board, begun, { column: 'Review' }),
    await member.moveCard(board, begun, { column: 'Doing', ...why }),
    await member.moveCard(board, done, { column: 'Doing' }),
    await member.moveCard(board, done, { column: 'Done', ...why }),
    await member.archive(board, done, why),
    await member.archive(board, own),
    await member.restore(board, done),
  ])
    expect(status).toBe(200);
  expect(new Set(await told())).toEqual(new Set([null]));
});

test.each<[string, unknown, path: string]>([
  ['a reason that is no code', { reason: 'because' }, 'toRequester.reason'],
  ['no reason', { message: 'The audit takes everyone.' }, 'toRequester.reason'],
  ['only the reason other', { reason: 'other' }, 'toRequester.message'],
  ['blanks for the reason other', { reason: 'other', message: '            ' }, 'toRequester.message'],
  ['too little for the reason other', { reason: 'other', message: 'Sorry' }, 'toRequester.message'],
  ['an endless message', { reason: 'noCapacity', message: 'x'.repeat(100_000) }, 'toRequester.message'],
  ['an unknown field', { ...toRequester, until: '2027-01-01' }, 'toRequester.until'],
])('refuses %s to a requester, wherever accepted work can go', async (_, why, path) => {
  const board = await aTeam();
  const card = await board.accepted('Doing');
  const body = { toRequester: why };
  const cardsTo = `?cardsTo=${board.id('Ready')}`;
  for (const refused of [
    await member.moveCard(board, card, { column: 'Ready', ...body }),
    await member.moveCards(board, [{ card, column: 'Ready' }], body),
    await member.archive(board, card, body),
    await member.send<never>('DELETE', `${board.path}/cards/${card}/archive`, body),
    await manager.send<never>('DELETE', `${column(board, 'Doing')}${cardsTo}`, body),
    await manager.patch<never>(board.path, { archived: true, ...body }),
  ]) {
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  }
});

test('putting back takes the same codes, and a text of the team as before', async () => {
  const board = await aTeam();
  const card = await board.accepted('Doing');
  const back = (body: object) => member.putBack(board, card, body);
  for (const [body, path] of [
    [{ reason: 'Later' }, 'reason'],
    [{ reason: 'other' }, 'message'],
    [{ reason: 'other', message: 'Sorry' }, 'message'],
  ] as const)
    expect(await back(body)).toMatchObject({
      status: 422,
      body: { errors: [{ path, code: 'tellRequester' }] },
    });
  await told();
  expect((await back({ reason: 'tooLarge' })).status).toBe(200);
  expect(await told()).toContainEqual({ reason: 'tooLarge', message: null });
  await member.moveCard(board, card, { column: 'Doing' });
  await told();
  const message = 'We start again in May.';
  expect((await back({ reason: 'The vendor is closed', message })).status).toBe(200);
  expect(await told()).toContainEqual({ reason: 'The vendor is closed', message });
});

test('a trade tells the requester of the displaced card its own reason', async () => {
  const board = await aTeam();
  const displaces = await board.accepted('Doing');
  const { number } = await board.ask('More urgent');
  await told();
  expect((await manager.answer(board, number, { kind: 'trade', displaces, ...toRequester })).status).toBe(
    200,
  );
  expect(await told()).toContainEqual(toRequester);
});
