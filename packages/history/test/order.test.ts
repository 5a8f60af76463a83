import { expect, test } from '@jest/globals';
import { orderFaults, ReceivedSeqs } from '../src/index.js';
import { AHistory, texts } from './a-history.js';

const history = new AHistory().created(1).created(2);

test('a history without a gap whose time runs on has no fault', () => {
  expect(orderFaults(history.board())).toEqual([]);
});

test('finds a gap, a double and a lost last event', () => {
  expect(texts(orderFaults(history.board((events) => events.toSpliced(2, 1))))).toEqual([
    'MAIN has 3 events, and its clock says 4',
    'MAIN: event 4 follows 2',
  ]);
  expect(texts(orderFaults(history.board((events) => events.toSpliced(2, 0, events[2]!))))).toContain(
    'MAIN: event 3 follows 3',
  );
  expect(texts(orderFaults(history.board((events) => events.slice(0, 3))))).toEqual([
    'MAIN has 3 events, and its clock says 4',
  ]);
});

test('finds time that runs backwards', () => {
  const back = history.board((events) => events.map((event) => ({ ...event, at: new Date(-event.seq) })));
  expect(texts(orderFaults(back))).toEqual([
    'MAIN: event 2 is earlier than the one before',
    'MAIN: event 3 is earlier than the one before',
    'MAIN: event 4 is earlier than the one before',
  ]);
});

test('finds a gap, a double and a missing end of what a stream received over several connections', () => {
  const received = new ReceivedSeqs('MAIN', 4);
  for (const line of ['id: 5', 'event: card.moved', 'id: 6']) received.line(line, 'one');
  expect(received.faultsAt(6)).toEqual([]);
  expect(texts(received.faultsAt(7))).toEqual(['a stream of MAIN ended at 6 of 7']);
  received.line('id: 6', 'two');
  received.line('id: 8', 'two');
  received.line('event: resync', 'two');
  expect(texts(received.faultsAt(8))).toEqual([
    'MAIN: two sent event 6 after 6',
    'MAIN: two sent event 8 after 6',
    'MAIN: two could not go on after event 8',
  ]);
});
