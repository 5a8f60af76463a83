import { expect, test } from '@jest/globals';
import { answerFaults, firstBroken, linesOf, orderFaults, verdict } from '../src/index.js';
import { AHistory, texts } from './a-history.js';

const decline = { kind: 'decline', reason: 'noCapacity', message: 'We have no room.' };
const declined = new AHistory().submitted(1).answered(1, decline);

test('finds two answers to a request', () => {
  expect(answerFaults(declined.board(), [{ number: 1, answer: decline }])).toEqual([]);
  const twice = new AHistory().submitted(1).answered(1, decline).answered(1, { kind: 'accept', card: 1 });
  const accepted = { kind: 'accept', reason: null, message: null };
  expect(texts(answerFaults(twice.board(), [{ number: 1, answer: accepted }]))).toEqual([
    'MAIN: request 1 has 2 answers: decline (event 4), accept (event 5)',
  ]);
});

test('finds an answer that its requester cannot read', () => {
  expect(texts(answerFaults(declined.board(), [{ number: 1, answer: null }]))).toEqual([
    'MAIN: request 1 was answered with decline, and its requester reads nothing',
  ]);
  expect(
    texts(answerFaults(declined.board(), [{ number: 1, answer: { ...decline, message: ' ' } }])),
  ).toEqual(['MAIN: request 1 got "decline" without a reason that its requester can read']);
});

test('finds withdrawn requests and answers by plain SQL among the answers', () => {
  const withdrawn = new AHistory().submitted(1).event('request.withdrawn', [{ request: 1 }]);
  withdrawn.event('board.changed', [{ table: 'answers' }, { request: 1, from: {}, to: { answer: decline } }]);
  expect(texts(answerFaults(withdrawn.board(), []))).toEqual([
    'MAIN: request 1 has 2 answers: withdrawn (event 4), decline (event 5)',
  ]);
});

test('shows the first broken rule with the events around it and who wrote them', () => {
  const broken = declined.board((events) => events.toSpliced(2, 1));
  const verdicts = [verdict('Streams go on', []), verdict('No gap', orderFaults(broken))];
  const shown = firstBroken(verdicts, [broken], [{ name: '#9 answer', board: 'MAIN', seq: 4 }]);
  expect(shown).toMatch(
    'Broken: No gap\n  MAIN has 3 events, and its clock says 4\n  also: MAIN: event 4 follows 2',
  );
  const at = firstBroken(
    [verdict('No gap', orderFaults(broken).slice(1))],
    [broken],
    [{ name: '#9 answer', board: 'MAIN', seq: 4 }],
  );
  expect(at).toMatch(
    /Around event 4 of MAIN:[\s\S]*> 4 1970-01-01T00:00:04.000Z request.answered \(#9 answer\)/,
  );
  expect(firstBroken([verdict('No gap', [])], [broken])).toBeNull();
  expect(linesOf(verdicts)[1]).toBe('NO   No gap');
});
