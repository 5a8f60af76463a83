import { measurePressure, type PressureFacts } from '../../src/index.js';

const calm: PressureFacts = {
  columns: [
    { name: 'Doing', load: 1, max: 4 },
    { name: 'Review', load: 7, max: null },
  ],
  intake: { waiting: 1, depth: 8, overdue: 0 },
  gate: { state: 'open', reason: null },
};
const codes = (facts: PressureFacts) => measurePressure(facts).because.map(({ code }) => code);

test('flows while there is room, and says so', () => {
  expect(measurePressure(calm)).toMatchObject({
    state: 'flowing',
    level: 0.25,
    because: [{ code: 'roomLeft' }],
  });
});

test('takes the mean of the limited active columns', () => {
  const columns = [
    { name: 'Doing', load: 3, max: 3 },
    { name: 'Review', load: 1, max: 2 },
  ];
  expect(measurePressure({ ...calm, columns })).toMatchObject({
    state: 'tight',
    level: 0.75,
    because: [{ code: 'columnFull', text: 'Doing is full: 3 of 3.' }],
  });
});

test('takes the queue where that is fuller, and the board’s limit where that is', () => {
  expect(measurePressure({ ...calm, intake: { waiting: 6, depth: 8, overdue: 0 } }).level).toBe(0.75);
  expect(measurePressure({ ...calm, board: { load: 4, max: 5 } }).level).toBe(0.8);
});

test.each([
  [6, 'flowing'],
  [7, 'tight'],
  [8, 'tight'],
  [9, 'saturated'],
])('%i of 10 waiting is %s', (waiting, state) => {
  expect(measurePressure({ ...calm, intake: { waiting, depth: 10, overdue: 0 } }).state).toBe(state);
});

test('reaches 0.7 where the fractions of three columns sum to it', () => {
  const columns = [0.6, 0.7, 0.8].map((part, at) => ({ name: `${at}`, load: part * 10, max: 10 }));
  expect(measurePressure({ ...calm, columns })).toMatchObject({ level: 0.7, state: 'tight' });
});

test('is 1 at most, however far over', () => {
  expect(measurePressure({ ...calm, columns: [{ name: 'Doing', load: 9, max: 3 }] })).toMatchObject({
    level: 1,
    because: [{ text: 'Doing is over its limit: 9 of 3.' }],
  });
});

test('a closed column and a closed intake count as full', () => {
  expect(measurePressure({ ...calm, columns: [{ name: 'Doing', load: 0, max: 0 }] }).level).toBe(1);
  expect(measurePressure({ ...calm, intake: { waiting: 0, depth: 0, overdue: 0 } })).toMatchObject({
    level: 1,
    because: [{ code: 'queueClosed' }],
  });
});

test('a board without limits feels its queue alone', () => {
  expect(measurePressure({ ...calm, columns: [] }).level).toBe(0.125);
});

test('tells what is late, blocked and shut without weighing it', () => {
  const facts: PressureFacts = {
    ...calm,
    intake: { waiting: 1, depth: 8, overdue: 1 },
    gate: { state: 'shut', reason: 'Moving house' },
    blocked: 2,
  };
  expect(codes(facts)).toEqual(['gateShut', 'answersOverdue', 'cardsBlocked']);
  expect(measurePressure(facts).because.map(({ text }) => text)).toEqual([
    'The intake is shut: Moving house',
    'One answer is overdue.',
    '2 cards are blocked.',
  ]);
  expect(measurePressure(facts).level).toBe(0.25);
});

test.each([
  [0, 'No request waits, and 3 at least leave a choice.'],
  [1, 'Only 1 request waits, and 3 at least leave a choice.'],
  [2, 'Only 2 requests wait, and 3 at least leave a choice.'],
])('tells of %i waiting where 3 leave a choice', (waiting, text) => {
  const intake = { waiting, depth: 8, overdue: 0, minOptions: 3 };
  expect(measurePressure({ ...calm, intake })).toMatchObject({
    level: 0.25,
    because: [{ code: 'optionsFew', text }],
  });
});

test('tells nothing of options while there are enough, none are wanted, or the intake is closed', () => {
  const intake = { waiting: 3, depth: 8, overdue: 0 };
  expect(codes({ ...calm, intake: { ...intake, minOptions: 3 } })).toEqual(['roomLeft']);
  expect(codes({ ...calm, intake: { ...intake, minOptions: null } })).toEqual(['roomLeft']);
  expect(codes({ ...calm, intake: { ...intake, waiting: 0, depth: 0, minOptions: 3 } })).toEqual([
    'queueClosed',
  ]);
});

describe('with limits of every scope', () => {
  const limits: PressureFacts['limits'] = [
    { scope: 'column', of: 'Doing', load: 1, max: 4 },
    { scope: 'board', of: 'Platform', load: 4, max: 5 },
    { scope: 'columns', of: 'Doing + Review', load: 8, max: 8 },
    { scope: 'person', of: 'Bao', load: 4, max: 3 },
    { scope: 'swimlane', of: 'Payments', load: 0, max: 3, min: 1 },
    { scope: 'classOfService', of: 'Expedite', load: 0, max: 1, passedLately: 3 },
  ];

  test('says which are full, starve or are fiction, and weighs the board’s alone', () => {
    expect(measurePressure({ ...calm, limits })).toMatchObject({
      level: 0.8,
      because: [
        { code: 'boardFilling', text: '4 of 5 cards are in flight.' },
        { code: 'limitFull', text: 'Doing + Review holds 8 of 8.' },
        { code: 'limitFull', text: 'Bao is over their limit: 4 of 3 in flight.' },
        { code: 'starving', text: 'Payments is starving: no card there, and 1 at least keep it going.' },
        { code: 'limitFiction', text: 'The limit of Expedite is fiction: it was passed 3 times in 30 days.' },
      ],
    });
  });

  test('says of what starves what it has, and what it takes', () => {
    const starving = (scope: 'board' | 'person' | 'column', of: string, load: number) =>
      measurePressure({ ...calm, limits: [{ scope, of, load, max: 12, min: 9 }] }).because.at(-1)?.text;
    expect(starving('board', 'Test', 6)).toBe(
      'Test is starving: 6 cards in flight, and 9 at least keep it going.',
    );
    expect(starving('person', 'Bao', 1)).toBe(
      'Bao is starving: one card in flight, and 9 at least keep them going.',
    );
    expect(starving('column', 'Dev', 2)).toBe(
      'Dev is starving: 2 cards there, and 9 at least keep it going.',
    );
  });

  test('tells a full column and a full board once', () => {
    const full: PressureFacts = {
      ...calm,
      columns: [{ name: 'Doing', load: 4, max: 4 }],
      limits: [
        { scope: 'column', of: 'Doing', load: 4, max: 4 },
        { scope: 'board', of: 'Platform', load: 5, max: 5 },
      ],
    };
    expect(codes(full)).toEqual(['columnFull', 'boardFull']);
  });
});
