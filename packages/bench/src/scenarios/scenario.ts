import type { Work } from '../load/closed-loop.js';
import type { BenchBoard, World } from '../stack/world.js';

/** Opens its connections for so many clients, and says what each of them does. */
export type Contender = {
  name: string;
  /** Where it writes, if not on the scenario's board. */
  board?: BenchBoard;
  open(clients: number): { clients: Work[]; close(): Promise<unknown> };
};

/** What is compared, and with what: the first of them, mostly the floor. */
export type Scenario = {
  name: string;
  world: World;
  board: BenchBoard;
  /** How many events an answer is: a change is one, a refusal or a read is none. */
  eventsAnAnswer: 0 | 1;
  base: Contender;
  others: Contender[];
};
