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

test('is flowing while there is room', () => {
  expect(measurePressure(calm)).toMatchObject({
    state: 'flowing',
    level: 0.25,
    because: [{ code: 'roomLeft' }],
  });
});

test('is the mean of the limited active columns', () => {
  const columns = [
    { name: 'Doing', load: 3, max: 3 },
    { name: 'Review', load: 1, max: 2 },
  ];
  expect(measurePressure({ ...calm, columns })).toMatchObject({
    state: 'tight',
    level: 0.75,
    because: [{ code: 'columnFull', of: 'Doing', load: 3, max: 3 }],
  });
});

test('is that of the queue or of the board’s limit if one of them is fuller', () => {
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

test('reaches 0.7 if the fractions of three columns add up to it', () => {
  const columns = [0.6, 0.7, 0.8].map((part, at) => ({ name: `${at}`, load: part * 10, max: 10 }));
  expect(measurePressure({ ...calm, columns })).toMatchObject({ level: 0.7, state: 'tight' });
});

test('is at most 1, even far over the limit', () => {
  expect(measurePressure({ ...calm, columns: [{ name: 'Doing', load: 9, max: 3 }] })).toMatchObject({
    level: 1,
    because: [{ code: 'columnFull', of: 'Doing', load: 9, max: 3 }],
  });
});

test('a closed column and a closed intake count as full', () => {
  expect(measurePressure({ ...calm, columns: [{ name: 'Doing', load: 0, max: 0 }] }).level).toBe(1);
  expect(measurePressure({ ...calm, intake: { waiting: 0, depth: 0, overdue: 0 } })).toMatchObject({
    level: 1,
    because: [{ code: 'queueClosed' }],
  });
});

test('depends on the queue only if the board has no limits', () => {
  expect(measurePressure({ ...calm, columns: [] }).level).toBe(0.125);
});

test('reports late, blocked and shut without weighing them', () => {
  const facts: PressureFacts = {
    ...calm,
    intake: { waiting: 1, depth: 8, overdue: 1 },
    gate: { state: 'shut', reason: 'Moving house' },
    blocked: 2,
  };
  expect(codes(facts)).toEqual(['gateShut', 'answersOverdue', 'cardsBlocked']);
  expect(measurePressure(facts).because).toEqual([
    { code: 'gateShut', reason: 'Moving house' },
    { code: 'answersOverdue', count: 1 },
    { code: 'cardsBlocked', count: 2 },
  ]);
  expect(measurePressure(facts).level).toBe(0.25);
});

test.each([0, 1, 2])('reports that %i waiting requests are too few if 3 leave a choice', (waiting) => {
  const intake = { waiting, depth: 8, overdue: 0, minOptions: 3 };
  expect(measurePressure({ ...calm, intake })).toMatchObject({
    level: 0.25,
    because: [{ code: 'optionsFew', waiting, min: 3 }],
  });
});

test('reports nothing about options if there are enough, none are required, or the intake is closed', () => {
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
    { scope: 'classOfService', of: 'expedite', load: 0, max: 1, passedLately: 3 },
  ];

  test('reports full, starving and often exceeded limits, and weighs only the board’s', () => {
    expect(measurePressure({ ...calm, limits })).toMatchObject({
      level: 0.8,
      because: [
        { code: 'boardFilling', load: 4, max: 5 },
        { code: 'limitFull', scope: 'columns', of: 'Doing + Review', load: 8, max: 8 },
        { code: 'limitFull', scope: 'person', of: 'Bao', load: 4, max: 3 },
        { code: 'starving', scope: 'swimlane', of: 'Payments', load: 0, min: 1 },
        { code: 'limitFiction', scope: 'classOfService', of: 'expedite', max: 1, times: 3 },
      ],
    });
  });

  test('reports a full column and a full board once', () => {
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
