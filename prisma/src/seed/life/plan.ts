import type { AnswerReason, ClassOfService } from '../../generated/client.js';
import type { CastName } from '../cast.js';
import type { NewBoard } from '../past/new-board.js';

/** What becomes of a request. `weeks` is how far a deferral points; `unused`: its ticket is still in hand. */
export type Fate =
  | { kind: 'accept'; message?: string }
  | { kind: 'decline'; reason: AnswerReason; message: string }
  | { kind: 'defer'; reason: AnswerReason; message: string; weeks: number; unused?: true }
  | { kind: 'withdraw' }
  /** The same as another, by its title. */
  | { kind: 'duplicate'; of: string; message: string }
  /** Nobody answers: it ends in the system's name. */
  | { kind: 'expire' }
  /** `asked`: a question of the manager that stops its clock, so many hours after it came. */
  | { kind: 'wait'; asked?: { afterHours: number; body: string } };

/** Something asked of the board. Days count from the asking; without `hoursAgo` it comes in its turn. */
export type Ask = {
  by: CastName;
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  neededInDays?: number;
  hoursAgo?: number;
  fate: Fate;
};

/** Words of an answer that the managers keep. */
export type Template = {
  name: string;
  kind: 'decline' | 'defer' | 'accept';
  reason: AnswerReason | null;
  message: string;
};

/** Work that the team takes up of itself. */
export type Work = {
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  dueInDays?: number;
};

/** How a board lived until now. Hours and days here are working ones, but for `daysAgo` and `history`. */
export type Plan = {
  board: NewBoard;
  /** Calendar days. */
  history: number;
  owner: CastName;
  manager: CastName;
  team: CastName[];
  /** Hours that half of the cards take less than, a column, and how widely they spread. */
  effort: Record<string, { hours: number; spread: number }>;
  /** The lanes of what was asked for and of what the team took up itself. */
  lanes?: { asked: string; own: string };
  /** How many cards the team keeps ready. */
  stock: number;
  work: Work[];
  expedites: Work[];
  asks: Ask[];
  templates?: Template[];
  /** Days on which many ask at once and nobody answers. */
  rushes: { daysAgo: number; asks: number }[];
  blockReasons: string[];
  /** What is said when a card is handed over, can go on, or leaves the board unbegun. */
  comments: { handOver: string[]; unblocked: string[]; dropped: string[] };
  /** Times in which the gate was held; the last may be going on still. */
  gates: { daysAgo: number; state: 'throttled' | 'shut'; reason: string; days: number }[];
  /** When the limit of a column was set anew. */
  limitChanges?: { column: string; daysAgo: number; max: number }[];
  /** From when on somebody passed the limit of a column, once each, when it next stood in the way. */
  passes?: Pass[];
  /** When the card that came last to a column was put back. */
  putBacks?: { column: string; daysAgo: number; reason: string }[];
  /** Where things stand now; without it, as they fall. */
  ending?: Ending;
};

export type Pass = { column: string; daysAgo: number; reason?: string };

export type Ending = {
  /** Cards in each column but the last; approached from `settleDays` before the end, held from `holdDays`. */
  loads: Record<string, number>;
  settleDays: number;
  holdDays: number;
  blocked?: { column: string; days: number; reason: string };
  /** A card that has got stuck in a column. */
  stuck?: { column: string; days: number; comment: string };
  /** The last expedite card came so many hours ago, and is in flight. */
  expediteHours?: number;
};
