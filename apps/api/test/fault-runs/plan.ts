import fc from 'fast-check';
import { programs, type Step } from '../model/steps/steps.js';
import type { Cut } from '../support/servers/relay.js';

// The plan of a run: its writes, their order, and the write at which each fault begins. All of it follows from the seed. A write
// chooses its values when it starts, by its numbers, from the boards at that time.

/** The kinds of writes that the model's programs lack. */
const others = [
  'trade',
  'defer',
  'acceptPart',
  'duplicate',
  'redirect',
  'withdraw',
  'askAgain',
  'claim',
  'endClaim',
  'comment',
  'rename',
] as const;
export type OtherKind = (typeof others)[number];

export type PlannedWrite = {
  does:
    | { as: 'command'; step: Step }
    | { as: OtherKind; numbers: number[] }
    | { as: 'sql'; statement: number; number: number }
    | { as: 'read'; number: number };
  /** The instance that gets the first try. Each further try goes to the next instance. */
  instance: number;
  /** Whether it is sent twice at once with one key, to two instances. */
  twice: boolean;
  /** Whether it is sent with an API token of the person, if they have one. */
  byToken: boolean;
  /** Where the connection of the first try is cut. */
  cut: Cut | null;
};

export type PlannedFault =
  | { kind: 'killApi'; instance: number }
  | { kind: 'freezeApi'; instance: number; milliseconds: number }
  | { kind: 'killDatabase' }
  | { kind: 'killBackend' }
  | { kind: 'restartDatabase' }
  | { kind: 'freezeDatabase'; milliseconds: number }
  | { kind: 'moveClock'; instance: number; minutes: number }
  | { kind: 'cutDatabase'; instance: number; afterBytes: number }
  | { kind: 'stallDatabase'; instance: number; milliseconds: number }
  | { kind: 'cutClients'; instance: number };

/** Each fault begins with the write that has this place in the round. */
export type Round = { writes: PlannedWrite[]; faults: { at: number; fault: PlannedFault }[] };
export type Plan = { seed: number; rounds: Round[] };

const writesOfARound = 30;
const faultsOfARound = 3;
export const instances = 2;

const number = fc.noBias(fc.nat(9999));
const instance = fc.noBias(fc.nat(instances - 1));
const milliseconds = fc.noBias(fc.integer({ min: 300, max: 1500 }));
const numbers = fc.noBias(fc.array(number, { minLength: 14, maxLength: 14 }));
const sometimes = (percent: number) => number.map((drawn) => drawn % 100 < percent);

const does: fc.Arbitrary<PlannedWrite['does']> = fc.oneof(
  { weight: 60, arbitrary: programs(1).map((steps) => ({ as: 'command' as const, step: steps.at(-1)! })) },
  { weight: 24, arbitrary: fc.record({ as: fc.constantFrom(...others), numbers }) },
  { weight: 9, arbitrary: fc.record({ as: fc.constant('sql' as const), statement: number, number }) },
  { weight: 7, arbitrary: fc.record({ as: fc.constant('read' as const), number }) },
);
const cut: fc.Arbitrary<Cut> = fc.record({
  of: fc.constantFrom('request', 'answer'),
  after: fc.noBias(fc.nat(900)),
});
const write: fc.Arbitrary<PlannedWrite> = fc
  .record({ does, instance, twice: sometimes(15), byToken: sometimes(30), isCut: sometimes(15), cut })
  .map(({ isCut, cut, ...rest }) => ({ ...rest, cut: isCut ? cut : null }));

const fault: fc.Arbitrary<PlannedFault> = fc.oneof(
  fc.record({ kind: fc.constant('killApi' as const), instance }),
  fc.record({ kind: fc.constant('freezeApi' as const), instance, milliseconds }),
  fc.record({ kind: fc.constant('killDatabase' as const) }),
  fc.record({ kind: fc.constant('killBackend' as const) }),
  fc.record({ kind: fc.constant('restartDatabase' as const) }),
  fc.record({ kind: fc.constant('freezeDatabase' as const), milliseconds }),
  // Keys are kept for a day, and two clocks never differ by more.
  fc.record({
    kind: fc.constant('moveClock' as const),
    instance,
    minutes: fc.noBias(fc.integer({ min: -120, max: 720 })),
  }),
  fc.record({
    kind: fc.constant('cutDatabase' as const),
    instance,
    afterBytes: fc.noBias(fc.nat(4000)),
  }),
  fc.record({ kind: fc.constant('stallDatabase' as const), instance, milliseconds }),
  fc.record({ kind: fc.constant('cutClients' as const), instance }),
);

/** The first writes of a run, without faults. They make limits and cards for later writes. */
const opening: fc.Arbitrary<Round> = programs(0).map((steps) => ({
  writes: steps.map((step) => ({
    ...{ does: { as: 'command' as const, step }, instance: 0, twice: false, byToken: false, cut: null },
  })),
  faults: [],
}));

const round: fc.Arbitrary<Round> = fc.record({
  writes: fc.array(write, { minLength: writesOfARound, maxLength: writesOfARound, size: 'max' }),
  faults: fc
    .array(fc.record({ at: fc.noBias(fc.nat(writesOfARound - 1)), fault }), {
      minLength: faultsOfARound,
      maxLength: faultsOfARound,
      size: 'max',
    })
    .map((faults) => faults.toSorted((one, other) => one.at - other.at)),
});

/** The plan of a seed: an opening, and then this many rounds. A plan with fewer rounds is the beginning of one with more. */
export function planOf(seed: number, rounds: number): Plan {
  const drawn = Array.from({ length: rounds + 1 }, (_, n) => {
    return fc.sample(n === 0 ? opening : round, { seed: seed * 1009 + n, numRuns: 1 })[0]!;
  });
  return { seed, rounds: drawn };
}

/** A fault as text, with its values. */
export function nameOf(fault: PlannedFault): string {
  const { kind, ...facts } = fault;
  const values = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return [kind, ...values].join(' ');
}
