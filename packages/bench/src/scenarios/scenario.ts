import type { Server } from '@weir/stack';
import type { Work } from '../load/closed-loop.js';
import type { Stack } from '../stack/stack.js';
import type { BenchBoard, World } from '../stack/world.js';

/** A database with its API, and the workspace there. */
export type Place = { world: World; stack: Stack };

/** Opens the connections for this many clients, and returns what each of them does. */
export type Contender = {
  name: string;
  /** The board it writes to, if not the scenario's. */
  board?: BenchBoard;
  /** The place where it runs. Default: that of the scenario. */
  at?: Place;
  /** The API that it calls. Default: that of the place. */
  api?: Server;
  /** It writes copies of our tables: see bareFloor. */
  isBare?: true;
  /** The effect of its answers there, if not the events of the scenario. */
  leaves?: Leaves;
  /** Cuts a measurement into pieces of this many answers, for boards that are full then. The board is prepared before each piece, off the clock. */
  pieces?: { most: number; ready(): Promise<unknown> };
  /** `received`: how many bytes each viewer has received until now, if there are viewers. */
  open(clients: number): { clients: Work[]; close(): Promise<unknown>; received?: () => number };
};

/** Per answer: events (1 for a change, 0 for a refusal or a read), and refusals counted at the door. */
export type Leaves = { events: 0 | 1; refusals: 0 | 1 };

/** The contenders. The others are compared with the first, usually the floor. */
export type Scenario = {
  name: string;
  world: World;
  board: BenchBoard;
  eventsAnAnswer: 0 | 1;
  /** Settings of the API while it runs, if not the usual ones. */
  settings?: Record<string, string>;
  base: Contender;
  others: Contender[];
};
