import type { ClassOfService } from '@weir/contract';
import fc from 'fast-check';

/** One thing that happens to an intake. `nth` picks one of the requests that the step can act on. */
export type Step =
  | { does: 'submit'; who: 'requester' | 'secondRequester'; classOfService: ClassOfService }
  | { does: 'answer'; nth: number; kind: 'accept' | 'decline' | 'defer' }
  | { does: 'withdraw' | 'askAgain' | 'question' | 'reply'; nth: number }
  | { does: 'setGate'; state: 'open' | 'throttled' | 'shut'; hours: number | null }
  | { does: 'finish'; nth: number }
  | SqlStep
  | { does: 'pass'; hours: number };

/** A write by psql: to the `nth` card, or another kind of the column Review, that of the column `to`. */
export type SqlStep = {
  does: 'sql';
  nth: number;
  change: 'move' | 'archive' | 'restore' | 'delete' | 'cutOff' | 'kind';
  to: 'Ready' | 'Doing' | 'Review' | 'Done';
};

const nth = fc.nat({ max: 50 });
const oneOf = <T extends string>(...values: T[]) => fc.constantFrom(...values);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: oneOf('submit'),
      who: oneOf('requester', 'secondRequester'),
      classOfService: oneOf('expedite', 'fixedDate', 'standard', 'standard', 'standard', 'intangible'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ does: oneOf('answer'), nth, kind: oneOf('accept', 'decline', 'defer') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: oneOf('withdraw', 'askAgain', 'askAgain', 'question', 'reply'), nth }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: oneOf('setGate'),
      state: oneOf('open', 'open', 'throttled', 'shut'),
      hours: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: oneOf('finish'), nth }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: oneOf('sql'),
      nth,
      change: oneOf('move', 'move', 'move', 'archive', 'restore', 'restore', 'delete', 'cutOff', 'kind'),
      to: oneOf('Ready', 'Doing', 'Review', 'Review', 'Done'),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      does: oneOf('pass'),
      hours: fc.oneof(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 16 })),
    }),
  },
);

const sql = (change: SqlStep['change'], to: SqlStep['to'] = 'Ready', nth = 0): Step => ({
  ...{ does: 'sql', nth, change, to },
});
const accepted: Step[] = [
  { does: 'submit', who: 'requester', classOfService: 'standard' },
  { does: 'answer', nth: 0, kind: 'accept' },
];

/** Plain SQL does each of its changes to accepted work at least once, whatever the seed. */
export const opening: readonly Step[] = [
  ...accepted,
  sql('move', 'Review'),
  sql('kind', 'Ready'),
  sql('kind', 'Done'),
  sql('kind', 'Doing'),
  sql('move', 'Ready'),
  sql('archive'),
  { does: 'askAgain', nth: 0 },
  sql('restore'),
  sql('cutOff'),
  ...accepted,
  sql('delete', 'Ready', 1),
  sql('delete'),
];

export const histories = (steps: number): fc.Arbitrary<Step[]> =>
  fc.array(step, { minLength: steps, maxLength: steps });
