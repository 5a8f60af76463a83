import type { Work } from '../load/closed-loop.js';
import type { BenchBoard, World } from '../stack/world.js';

/** Opens its connections for so many clients, and says what each of them does. */
export type Contender = {
  name: string;
  open(clients: number): { clients: Work[]; close(): Promise<unknown> };
};

/** The floor, and what is compared with it. */
export type Scenario = {
  name: string;
  world: World;
  board: BenchBoard;
  /** How many events an answer is: a change is one, a refusal or a read is none. */
  eventsAnAnswer: 0 | 1;
  floor: Contender;
  api: Contender[];
};
