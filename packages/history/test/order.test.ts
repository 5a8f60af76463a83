import { expect, test } from '@jest/globals';
import { orderFaults, ReceivedSeqs } from '../src/index.js';
import { AHistory, texts } from './a-history.js';

const history = new AHistory().created(1).created(2);

test('a history without a gap, in order of time, has no fault', () => {
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

test('finds a gap, a double and a missing end in the events of a stream over several connections', () => {
  const received = new ReceivedSeqs('MAIN', 4);
  const one = received.connection('one');
  for (const text of ['id: 5\nevent: card.mo', 'ved\nid', ': 6\n']) one(text);
  expect(received.faultsAt(6)).toEqual([]);
  expect(texts(received.faultsAt(7))).toEqual(['a stream of MAIN ended at 6 of 7']);
  received.connection('two')('id: 6\nid: 8\nevent: resync\n');
  expect(texts(received.faultsAt(8))).toEqual([
    'MAIN: two sent event 6 after 6',
    'MAIN: two sent event 8 after 6',
    'MAIN: two could not continue after event 8',
  ]);
});
