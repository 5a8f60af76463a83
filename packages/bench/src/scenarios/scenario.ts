import type { Work } from '../load/closed-loop.js';
import type { BenchBoard, World } from '../stack/world.js';

/** Opens its connections for so many clients, and says what each of them does. */
export type Contender = {
  name: string;
  /** Where it writes, if not on the scenario's board. */
  board?: BenchBoard;
  /** What its answers leave there, if not events as the scenario says. */
  leaves?: Leaves;
  /** Cuts a measurement into pieces of so many answers, where a board takes no more; before each it is made ready, off the clock. */
  pieces?: { most: number; ready(): Promise<unknown> };
  open(clients: number): { clients: Work[]; close(): Promise<unknown> };
};

/** Of one answer: events (a change is one, a refusal or a read is none), and refusals counted at the door. */
export type Leaves = { events: 0 | 1; refusals: 0 | 1 };

/** What is compared, and with what: the first of them, mostly the floor. */
export type Scenario = {
  name: string;
  world: World;
  board: BenchBoard;
  eventsAnAnswer: 0 | 1;
  base: Contender;
  others: Contender[];
};
