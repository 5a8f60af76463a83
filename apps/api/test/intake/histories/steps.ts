import type { ClassOfService } from '@weir/contract';
import fc from 'fast-check';

/** One thing that happens to an intake. `nth` picks one of the requests that the step can act on. */
export type Step =
  | { does: 'submit'; who: 'requester' | 'secondRequester'; classOfService: ClassOfService }
  | { does: 'answer'; nth: number; kind: 'accept' | 'decline' | 'defer' }
  | { does: 'withdraw' | 'askAgain' | 'question' | 'reply'; nth: number }
  | { does: 'setGate'; state: 'open' | 'throttled' | 'shut'; hours: number | null }
  | { does: 'finish'; nth: number }
  | { does: 'pass'; hours: number };

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
    weight: 9,
    arbitrary: fc.record({
      does: oneOf('pass'),
      hours: fc.oneof(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 16 })),
    }),
  },
);

export const histories = (steps: number): fc.Arbitrary<Step[]> =>
  fc.array(step, { minLength: steps, maxLength: steps });
