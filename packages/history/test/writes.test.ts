import { expect, test } from '@jest/globals';
import { type Acknowledged, effectsWithoutCause, lostWrites, presenceFaults, timesOf } from '../src/index.js';
import { AHistory, bao, doing, mira, ready, texts } from './a-history.js';

const history = new AHistory().created(1).moved(1, doing!, 2);
const card = { number: 1, version: 2, columnId: doing, title: 'Card 1' };
const move: Acknowledged = { name: '#7 move', board: 'MAIN', actor: bao!, seq: 4, cards: [card] };
const all: Acknowledged[] = [
  ...[1, 2, 3].map((seq) => ({ name: `#${seq}`, board: 'MAIN', actor: bao!, seq, cards: [] })),
  move,
];

test('finds an acknowledged write that is not in the events', () => {
  expect(lostWrites([history.board()], all)).toEqual([]);
  expect(texts(lostWrites([new AHistory().created(1).board()], [move]))).toEqual([
    '#7 move was acknowledged at seq 4, and MAIN is at 3',
  ]);
  const other = new AHistory().created(1).moved(1, ready!, 2).board();
  expect(texts(lostWrites([other], [move]))).toEqual(['#7 move: version 2 of card 1 has another columnId']);
  const without = new AHistory().created(1).created(2).board();
  expect(texts(lostWrites([without], [move]))).toEqual(['#7 move: no event gave card 1 version 2']);
});

test('finds an acknowledged answer that no event has', () => {
  const write = { ...move, cards: [], request: { number: 1, version: 2, answer: { kind: 'decline' } } };
  expect(texts(lostWrites([history.board()], [write]))).toEqual([
    '#7 move: no event answers request 1 with decline',
  ]);
});

test('finds a write that took effect twice, and an event of another person', () => {
  const isCaused = () => false;
  expect(effectsWithoutCause([history.board()], all, isCaused)).toEqual([]);
  const twice = new AHistory().created(1).moved(1, doing!, 2).moved(1, doing!, 3).board();
  expect(texts(effectsWithoutCause([twice], all, isCaused))).toEqual([
    'MAIN: no acknowledged write made event 5 (card.moved): a write took effect twice, or one that was refused took effect',
  ]);
  const foreign = new AHistory().created(1).moved(1, doing!, 2, { actor: mira! }).board();
  expect(effectsWithoutCause([foreign], all, isCaused)).toHaveLength(1);
  expect(effectsWithoutCause([foreign], all, (_board, { type }) => type === 'card.moved')).toEqual([]);
});

test('finds an acknowledged text that is not there, and one that is there twice', () => {
  const written = ['One', 'Two', 'Three'].map((text, n) => ({ board: 'MAIN', text, acknowledged: n < 2 }));
  const judged = (there: string[]) => presenceFaults(written, () => timesOf(there));
  expect(judged(['One', 'Two'])).toEqual({ lost: [], twice: [] });
  const { lost, twice } = judged(['Two', 'Three', 'Three']);
  expect(texts(lost)).toEqual(['MAIN: One is not there']);
  expect(texts(twice)).toEqual(['MAIN: Three is there 2 times']);
});
