import { expect, test } from '@jest/globals';
import type { FigureCards, FlowStep } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { figureOf } from './board-figures.js';
import { tenDays } from './ten-days.js';

const api = theApi();
const { member } = api.people;

/** The number of each listed card, negative if the card counts as minus one. */
const counted = ({ items }: FigureCards) => items.map(({ number, counts }) => counts * number);

test('each number of cumulative flow and arrivals lists as many cards as it counts, on each of ten days', async () => {
  const { board, day, window } = await tenDays();
  const cfd = await figureOf(board, 'cfd', window);
  const arrivals = await figureOf(board, 'arrivals', window);
  const behind = (figure: 'cfd' | 'arrivals', query: string) => figureOf(board, `${figure}/cards`, query);
  for (const [at, { cards }] of cfd.days.entries()) {
    for (const [nth, { stage, columnId }] of cfd.bands.entries()) {
      const column = columnId ? `&column=${columnId}` : '';
      const query = `${window}&day=${day(at)}&stage=${stage}${column}`;
      const { total, items } = await behind('cfd', query);
      expect([query, total, items.length]).toEqual([query, cards[nth], cards[nth]]);
    }
    const { day: _, ...numbers } = arrivals.days[at]!;
    for (const [step, count] of Object.entries(numbers)) {
      const query = `${window}&day=${day(at)}&step=${step}`;
      const { total, items } = await behind('arrivals', query);
      expect([query, total, items.length]).toEqual([query, count, count]);
    }
  }

  const stepOf = (at: number, step: FlowStep) => behind('arrivals', `${window}&day=${day(at)}&step=${step}`);
  expect((await stepOf(5, 'putBack')).items).toEqual([
    {
      ...{ board: board.key, number: 3, title: 'A card', classOfService: 'standard', column: 'Doing' },
      ...{ at: `${day(5)}T03:30:00.000Z`, counts: 1 },
    },
  ]);
  // Card 4 was archived. Card 5 was delivered and then deleted.
  expect(counted(await stepOf(9, 'removed'))).toEqual([4]);
  expect((await stepOf(9, 'delivered')).items).toMatchObject([{ number: 5, title: null }]);

  // Card 2 was delivered on D3, reopened on D6 and delivered again on D7.
  const deliveredFrom = async (from: number, at: number) =>
    counted(await behind('cfd', `?from=${day(from)}&to=${day(10)}&day=${day(at)}&stage=delivered`));
  expect(await deliveredFrom(0, 5)).toEqual([1, 2]);
  expect(await deliveredFrom(0, 6)).toEqual([1]);
  expect(await deliveredFrom(5, 6)).toEqual([1, -2]);
  expect(await deliveredFrom(5, 7)).toEqual([1]);

  expect(counted(await behind('cfd', `${window}&day=${day(6)}&stage=inFlight&class=expedite`))).toEqual([]);
  const first = await behind('cfd', `${window}&day=${day(9)}&stage=delivered&size=3`);
  expect([first.total, counted(first)]).toEqual([4, [1, 2, 3]]);
  const second = await behind(
    'cfd',
    `${window}&day=${day(9)}&stage=delivered&size=3&cursor=${first.nextCursor}`,
  );
  expect([second.total, counted(second), second.nextCursor]).toEqual([4, [5], null]);
});

test('cards of a figure need a day of its period and a column of the board', async () => {
  const board = await aBoard().column('Doing').make();
  const errorsOf = async (query: string) => {
    const { status, body } = await member.get<{ errors: { path: string; code: string }[] }>(
      `${board.path}/flow/cfd/cards?from=2026-01-05&to=2026-01-09&${query}`,
    );
    return [status, ...body.errors.map(({ path }) => path)];
  };
  expect(await errorsOf('stage=inFlight')).toEqual([422, 'day']);
  expect(await errorsOf('stage=inFlight&day=2026-01-04')).toEqual([422, 'day']);
  expect(await errorsOf('stage=inFlight&day=2026-01-10')).toEqual([422, 'day']);
  expect(await errorsOf('stage=late&day=2026-01-05')).toEqual([422, 'stage']);
  expect(await errorsOf('day=2026-01-05&stage=delivered&column=none')).toEqual([422, 'column']);
  expect(await errorsOf(`day=2026-01-05&stage=inFlight&column=${board.id('Doing')}x`)).toEqual([
    422,
    'column',
  ]);
  expect(await errorsOf(`day=2026-01-05&stage=inFlight&column=${api.people.member.id}`)).toEqual([
    422,
    'column',
  ]);
  expect(await errorsOf('day=2026-01-05&stage=inFlight&cursor=Zm9v')).toEqual([422, 'cursor']);
});
