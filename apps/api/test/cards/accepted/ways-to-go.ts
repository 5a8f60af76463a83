import type { ToRequester } from '@weir/contract';
import { toRequester } from '../../support/answers.js';
import type { Api } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import type { Answer } from '../../support/person.js';

type Why = { toRequester?: ToRequester };
type Effect = 'putBack' | 'takenOff';
/** A way for accepted cards to go: prepares the board, returns the cards concerned and the call. */
type Way = [
  name: string,
  effect: Effect,
  prepare: (board: BoardUnderTest) => Promise<{ cards: number[]; send: (why?: Why) => Promise<Answer> }>,
];

export const column = (board: BoardUnderTest, name: string) => `${board.path}/columns/${board.id(name)}`;
/** All ways for accepted work to go. */
export function waysToGo({ people: { manager, member } }: Api): Way[] {
  return [
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
}
