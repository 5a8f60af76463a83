import { Admission, type Call, type Slot, tick } from '../../../src/http/load/admission.js';
import { type CallClass, callClasses } from '../../../src/http/load/call-classes.js';
import { type ConcurrencyLimit, GradientLimit, type Use } from '../../../src/http/load/concurrency-limit.js';
import { RecentUse } from '../../../src/http/load/recent-use.js';

const fixed = (value: number): ConcurrencyLimit => ({ value, adjust: () => {} });

/** An admission with this many slots and a clock. Lists the admitted and the refused calls in order. The caller of a call has its name. */
function anAdmission(most: number) {
  let now = 1000;
  const admission = new Admission(fixed(most), () => now);
  const admitted: string[] = [];
  const refused: string[] = [];
  const slots = new Map<string, Slot>();
  const enter = (name: string, of: CallClass, given: Partial<Call> = {}) => {
    const settle = (slot: Slot | null) => {
      (slot ? admitted : refused).push(name);
      if (slot) slots.set(name, slot);
    };
    const answer = admission.enter({ class: of, caller: name, isGone: () => false, ...given });
    if (answer instanceof Promise) void answer.then(settle);
    else settle(answer);
  };
  /** Ends the slots of these calls, one after another. */
  const end = async (...names: string[]) => {
    for (const name of names) {
      slots.get(name)?.end();
      await new Promise(setImmediate);
    }
  };
  /** Moves the clock by this many milliseconds. */
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= tick) {
      now += Math.min(left, tick);
      admission.adjust(0);
    }
    await new Promise(setImmediate);
  };
  return { admission, admitted, refused, enter, end, pass };
}

test('calls that wait get slots by class, and in a class by arrival; a slot ends once', async () => {
  const { admitted, enter, end } = anAdmission(2);
  for (const name of ['first', 'second']) enter(name, 'critical');
  enter('list', 'sheddable');
  enter('board', 'sheddablePlus');
  enter('another board', 'sheddablePlus');
  enter('move', 'critical');
  enter('another move', 'critical');
  await end('first', 'first');
  expect(admitted).toEqual(['first', 'second', 'move']);
  await end('second', 'move', 'another move', 'board', 'another board');
  expect(admitted).toEqual(['first', 'second', 'move', 'another move', 'board', 'another board', 'list']);
});

test('some slots are reserved for more important calls, and the most important calls have extra slots', () => {
  const { admitted, enter } = anAdmission(10);
  const begun = (of: CallClass) => {
    for (let n = 0; n < 16; n += 1) enter(`${of} ${n}`, of);
    return admitted.length;
  };
  expect([...callClasses].reverse().map(begun)).toEqual([5, 8, 10, 15]);
});

test('a call waits 100 ms for a slot; in an overload an answer does too, but a move waits 40 ms and a read 4 ms', async () => {
  const { admission, refused, enter, pass } = anAdmission(1);
  enter('runs', 'sheddable');
  enter('list', 'sheddable');
  await pass(95);
  expect([refused, admission.isOverloaded]).toEqual([[], false]);
  await pass(5);
  expect([refused, admission.isOverloaded]).toEqual([['list'], true]);
  enter('answer', 'criticalPlus', { caller: 'runs' });
  enter('move', 'critical');
  enter('another list', 'sheddable');
  await pass(5);
  expect(refused).toEqual(['list', 'another list']);
  await pass(30);
  expect(refused).toEqual(['list', 'another list']);
  await pass(5);
  expect(refused).toEqual(['list', 'another list', 'move']);
  await pass(55);
  expect(refused).toEqual(['list', 'another list', 'move']);
  await pass(5);
  expect(refused).toEqual(['list', 'another list', 'move', 'answer']);
  await pass(50);
  expect(admission.isOverloaded).toBe(true);
  await pass(60);
  expect(admission.isOverloaded).toBe(false);
});

test('occasional waits are not an overload', async () => {
  const { admission, refused, enter, end, pass } = anAdmission(1);
  enter('runs', 'critical');
  for (let n = 0; n < 20; n += 1) {
    enter(`${n}`, 'critical');
    await pass(10);
    await end(n === 0 ? 'runs' : `${n - 1}`);
    await pass(20);
    expect([refused, admission.isOverloaded]).toEqual([[], false]);
  }
});

test('in an overload the newest call gets the next slot, but of the answers the oldest does', async () => {
  const { admitted, refused, enter, end, pass } = anAdmission(2);
  for (const name of ['runs', 'also runs']) enter(name, 'criticalPlus');
  enter('also first', 'criticalPlus');
  for (const name of ['waits', 'is refused']) enter(name, 'criticalPlus');
  admitted.length = 0;
  await pass(100);
  expect(refused).toEqual(['waits', 'is refused']);
  for (const name of ['early answer', 'late answer']) enter(name, 'criticalPlus');
  for (const name of ['early move', 'late move']) enter(name, 'critical');
  await end('runs', 'also runs', 'also first', 'early answer', 'late answer');
  expect(admitted).toEqual(['early answer', 'late answer', 'late move', 'early move']);
});

test('neither a caller nor the writes of a board take more than half of the slots', () => {
  const { admitted, enter } = anAdmission(8);
  for (let n = 0; n < 6; n += 1) enter(`of one caller ${n}`, 'critical', { caller: 'greedy' });
  expect(admitted).toHaveLength(4);
  for (let n = 0; n < 6; n += 1) enter(`on one board ${n}`, 'critical', { board: 'demo/BUSY' });
  expect(admitted).toHaveLength(8);
});

test('calls of a caller who used more than twice the mean come last, and their answers come after other critical calls', async () => {
  const { admitted, enter, end, pass } = anAdmission(1);
  for (const caller of ['greedy', 'modest', 'other', 'third']) {
    enter(`use of ${caller}`, 'critical', { caller });
    await pass(caller === 'greedy' ? 90 : 10);
    await end(`use of ${caller}`);
  }
  admitted.length = 0;
  enter('runs', 'criticalPlus', { caller: 'third' });
  enter('greedy move', 'critical', { caller: 'greedy' });
  enter('greedy answer', 'criticalPlus', { caller: 'greedy' });
  enter('list', 'sheddable', { caller: 'modest' });
  enter('move', 'critical', { caller: 'modest' });
  await end('runs', 'move', 'greedy answer', 'list');
  expect(admitted).toEqual(['runs', 'move', 'greedy answer', 'list', 'greedy move']);
});

test('the use of a caller is halved each second, and neither of two callers is greedy', () => {
  const use = new RecentUse();
  use.add('greedy', 80, 0);
  use.add('modest', 1, 0);
  expect(use.isGreedy('greedy', 0)).toBe(false);
  use.add('other', 10, 3000);
  use.add('modest', 9.875, 3000);
  expect(use.isGreedy('greedy', 3000)).toBe(false);
  use.add('greedy', 60, 3000);
  expect(use.isGreedy('greedy', 3000)).toBe(true);
  expect(use.isGreedy('modest', 3000)).toBe(false);
  use.forget(60_000);
  expect(use.isGreedy('greedy', 60_000)).toBe(false);
});

test('the limit follows the delay while its slots are used, and grows only if a call found no slot', () => {
  const limit = new GradientLimit(6, 40);
  const repeated = (delay: number, use: Use) => {
    for (let n = 0; n < 1000; n += 1) limit.adjust(delay, use);
    return limit.value;
  };
  expect(limit.value).toBe(32);
  // An idle server that pauses for a moment.
  expect(repeated(500, { running: 1, isShort: false })).toBe(32);
  expect(repeated(0, { running: 32, isShort: false })).toBe(32);
  expect(repeated(500, { running: 32, isShort: true })).toBe(6);
  expect(repeated(0, { running: 6, isShort: false })).toBe(6);
  expect(repeated(0, { running: 6, isShort: true })).toBe(40);
  // At 10% above the target the limit settles where its growth is as large as its reduction.
  expect(repeated(0.55, { running: 40, isShort: true })).toBe(30);
});
