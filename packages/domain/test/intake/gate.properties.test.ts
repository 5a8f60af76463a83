import fc from 'fast-check';
import { dwellHours, type GateFacts, type GateStatus, type GateStep, nextGateStep } from '../../src/index.js';

const anHour = 3_600_000;
const start = Date.UTC(2026, 2, 2);
type Load = Omit<GateFacts, 'now'>;
type Step = GateStep & { from: GateStatus['state']; at: number };

/** Runs a gate with the load of each quarter of an hour, and returns its steps. */
function run(state: GateStatus['state'], loads: readonly Load[]): { gate: GateStatus; steps: Step[] } {
  let gate: GateStatus = { state, since: new Date(start), byHand: false, until: null };
  const steps: Step[] = [];
  for (const [quarter, load] of loads.entries()) {
    const at = start + (quarter + 1) * (anHour / 4);
    const step = nextGateStep(gate, { ...load, now: new Date(at) });
    if (!step) continue;
    steps.push({ ...step, from: gate.state, at });
    gate = { ...gate, state: step.state, since: new Date(at) };
  }
  return { gate, steps };
}

const aState = fc.constantFrom('open', 'throttled', 'shut', 'probing');
const aLoad: fc.Arbitrary<Load> = fc
  .record({
    waiting: fc.integer({ min: 0, max: 8 }),
    late: fc.integer({ min: 0, max: 8 }),
    oldest: fc.integer({ min: 0, max: 60 }),
    saturated: fc.option(fc.integer({ min: -48, max: 48 })),
    level: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ waiting, late, oldest, saturated, level }) => ({
    waiting,
    overdue: Math.min(waiting, late),
    oldestWaitingWorkingHours: waiting === 0 ? null : oldest,
    answerWithinHours: 24,
    saturatedSince: saturated === null ? null : new Date(start + saturated * anHour),
    level,
  }));
const aWhile = fc
  .array(fc.tuple(aLoad, fc.integer({ min: 1, max: 30 })))
  .map((spells) => spells.flatMap(([load, quarters]) => new Array<Load>(quarters).fill(load)));
const gone: Load = {
  waiting: 0,
  overdue: 0,
  oldestWaitingWorkingHours: null,
  answerWithinHours: 24,
  saturatedSince: null,
  level: 0,
};

test('never takes two steps at once', () => {
  const neighbours = {
    open: ['throttled'],
    throttled: ['open', 'shut'],
    shut: ['probing'],
    probing: ['open', 'shut'],
  };
  fc.assert(
    fc.property(aState, aWhile, (state, loads) => {
      for (const step of run(state, loads).steps) expect(neighbours[step.from]).toContain(step.state);
    }),
  );
});

test('opens further only after the dwell', () => {
  fc.assert(
    fc.property(aState, aWhile, (state, loads) => {
      let since = start;
      for (const { from, state: to, at } of run(state, loads).steps) {
        const isOpening = to === 'open' || (from === 'shut' && to === 'probing');
        if (isOpening) expect(at - since).toBeGreaterThanOrEqual(dwellHours * anHour);
        since = at;
      }
    }),
  );
});

test('settles under a constant load', () => {
  fc.assert(
    fc.property(aState, aLoad, (state, load) => {
      const { steps } = run(state, new Array<Load>(10 * 24 * 4).fill(load));
      expect(steps.length).toBeLessThanOrEqual(4);
      expect(steps.every(({ at }) => at < start + 4 * 24 * anHour)).toBe(true);
    }),
  );
});

test('is open again once the load has been gone for long enough, whatever happened before', () => {
  fc.assert(
    fc.property(aState, aWhile, (state, loads) => {
      const calm = new Array<Load>(3 * dwellHours * 4).fill(gone);
      expect(run(state, [...loads, ...calm]).gate.state).toBe('open');
    }),
  );
});
