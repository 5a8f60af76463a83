import {
  addDays,
  type BoardHistory,
  predictTrial,
  trusted,
  type WhatIf,
  whatHappened,
  whatIf,
} from '../../../src/index.js';
import { aBoard, finish, percentileOf, rulesOf, type Truth, today } from './generated-board.js';

const busy: Truth = { arrivals: 0.9, work: [1.5, 1], limits: [8, 4], people: 3 };
const board = aBoard(busy, 3);
const answerOf = (history: BoardHistory, truth: Truth, seed = 5) =>
  finish(whatIf(history, rulesOf(truth), seed));
const isIn = ({ low, high }: { low: number; high: number }, value: number) => value >= low && value <= high;

test('a team that shares its time is faster with lower limits and delivers as much, as the generator says', () => {
  const lower = { ...busy, limits: [2, 2] };
  const result = answerOf(board, lower) as WhatIf;
  const truth = aBoard(lower, 1_003);
  expect(result.fit.verdict).toBe('good');
  expect(isIn(result.staffing, 3)).toBe(true);
  expect(isIn(result.after.cycleP85!, percentileOf(truth.cycles, 0.85))).toBe(true);
  expect(result.difference.throughput!.low).toBeGreaterThan(-1.5);
  expect(result.difference.cycleP85!.value).toBeLessThan(0);
  // With the same cards and weeks, the difference is known far better than either side.
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  expect(width(result.difference.throughput!)).toBeLessThan(width(result.after.throughput!));
});

test('people with one column each deliver less if the columns block each other, as the generator says', () => {
  const own: Truth = { arrivals: 3, split: true, work: [2, 1], limits: [6, 3], people: { byColumn: [3, 1] } };
  const lower = { ...own, limits: [1, 1] };
  const result = answerOf(aBoard(own, 6), lower) as WhatIf;
  const truth = aBoard(lower, 1_006);
  expect(isIn(result.after.throughput!, truth.delivered / 17)).toBe(true);
  expect(isIn(result.after.cycleP85!, percentileOf(truth.cycles, 0.85))).toBe(true);
  expect(result.difference.throughput!.high).toBeLessThan(0);
});

test('a deeper intake refuses less and answers later, as the generator says', () => {
  const shallow: Truth = { ...busy, intake: { requests: 1, answer: 0.9, depth: 4 } };
  const deep = { ...shallow, intake: { requests: 1, answer: 0.9, depth: 10 } };
  const result = answerOf(aBoard(shallow, 9), deep) as WhatIf;
  expect(result.difference.refused!.value).toBeLessThan(0);
  expect(result.difference.answerP85!.value).toBeGreaterThan(0);
  const refused = aBoard(deep, 1_009).refused.filter(
    ({ at }) => at >= Date.parse(addDays(today, -119)),
  ).length;
  expect(isIn(result.after.refused!, refused / 17)).toBe(true);
});

test('more people make a busy board faster, as the generator says', () => {
  const result = finish(whatIf(board, { ...rulesOf(busy), staffing: 2 }, 5)) as WhatIf;
  const truth = aBoard({ ...busy, people: 6 }, 1_003);
  expect(isIn(result.after.cycleP85!, percentileOf(truth.cycles, 0.85))).toBe(true);
  expect(result.difference.cycleP85!.value).toBeLessThan(0);
});

test('with more cards of a class that needs more work, all cards take longer, as the generator says', () => {
  const few: Truth = { arrivals: 0.7, work: [1.5, 1], limits: [8, 6], people: 4, long: { of: 4, times: 3 } };
  const many = { ...few, long: { of: 2, times: 3 } };
  const mix = { intangible: 0.5, standard: 0.5 };
  const result = finish(whatIf(aBoard(few, 12), { ...rulesOf(few), mix }, 5)) as WhatIf;
  const truth = aBoard(many, 1_012);
  expect(isIn(result.after.cycleP50!, percentileOf(truth.cycles, 0.5))).toBe(true);
  expect(isIn(result.after.cycleP85!, percentileOf(truth.cycles, 0.85))).toBe(true);
  expect(result.difference.cycleP50!.value).toBeGreaterThan(0);
  expect(result.difference.cycleP85!.value).toBeGreaterThan(0);
  const without = finish(whatIf(aBoard(few, 12), { ...rulesOf(few), mix: { standard: 1 } }, 5)) as WhatIf;
  expect(without.difference.cycleP85!.value).toBeLessThan(0);
});

test('the same seed has the same answer, and the rules as they are change nothing', () => {
  const [one, again] = [answerOf(board, busy), answerOf(board, busy)] as [WhatIf, WhatIf];
  expect(one).toEqual(again);
  expect(one.difference.cycleP85).toEqual({ value: 0, low: 0, high: 0 });
});

test('a thin history has no answer, and says what is missing', () => {
  const recent = (days: number) => ({ ...board, from: addDays(today, -days) });
  expect(answerOf(recent(35), busy)).toEqual({ unknown: { code: 'tooFewDays', days: 35, needed: 42 } });
  const slow = aBoard({ ...busy, arrivals: 0.05 }, 3);
  expect(answerOf(slow, busy)).toMatchObject({ unknown: { code: 'tooFewCards', needed: 30 } });
  expect(finish(whatIf(board, { ...rulesOf(busy), depth: 20 }, 5))).toMatchObject({
    unknown: { code: 'tooFewRequests' },
  });
  const mix = { expedite: 1 };
  expect(finish(whatIf(board, { ...rulesOf(busy), mix }, 5))).toMatchObject({
    unknown: { code: 'tooFewOfClass', classOfService: 'expedite', cards: 0 },
  });
});

const full = aBoard({ ...busy, arrivals: 3 }, 3);

test('a history under other limits than those of today does not fit', () => {
  const rules = rulesOf({ ...busy, limits: [1, 1] });
  const { fit } = finish(whatIf({ ...full, rules }, rules, 5)) as WhatIf;
  expect(fit.verdict).toBe('poor');
  expect(fit.figures.find(({ figure }) => figure === 'inFlight')!.actual).toBeCloseTo(full.inFlight, 0);
});

test('a trial begins with the cards that were begun under the old limits', () => {
  const lower = { ...busy, limits: [1, 1] };
  const trial = finish(predictTrial(full, rulesOf(lower), { days: 14, seed: 5 }))!;
  const settled = answerOf(full, lower) as WhatIf;
  expect(trial.after.inFlight!.value).toBeGreaterThan(settled.after.inFlight!.value);
  expect(trial.after.inFlight!.value).toBeLessThan(trial.before.inFlight!.value);
});

test('a trial predicts nothing about requests if the simulation of the intake fits poorly', () => {
  const truth: Truth = { ...busy, intake: { requests: 1, answer: 0.9, depth: 4 } };
  const trial = finish(
    predictTrial(aBoard(truth, 9), rulesOf({ ...truth, limits: [2, 2] }), { days: 14, seed: 5 }),
  )!;
  expect(trusted(trial, { intake: 'fair' }).after.answerP85).not.toBeNull();
  const { before, after, difference } = trusted(trial, { intake: 'poor' });
  for (const each of [before, after, difference])
    expect(each).toMatchObject({ refused: null, answerP50: null, answerP85: null });
  expect(after.throughput).toEqual(trial.after.throughput);
});

test('cards that went through a removed column still count as delivered', () => {
  const stays = board.stays.map((stay) => (stay.column === 1 ? { ...stay, column: null } : stay));
  const gone = whatHappened({ ...board, stays }, board.calendar);
  expect(gone.delivered).toBeGreaterThan(0);
  expect(gone).toEqual(whatHappened(board, board.calendar));
});

test('the results are measured by the calendar of the prediction, however few moves there are', () => {
  const days = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
  const { timeZone } = board.calendar;
  const of = (workingHours: typeof days | null) =>
    whatHappened(board, { timeZone, workingHours }).figures.inFlight;
  expect(of(days)).not.toBe(of(null));
});
