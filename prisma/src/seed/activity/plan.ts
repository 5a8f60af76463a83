import type { AnswerReason, ClassOfService } from '../../generated/client.js';
import type { CastName, requesters } from '../cast.js';
import type { NewBoard } from '../history/new-board.js';
import type { PlannedTrial } from '../history/trials.js';

/** The outcome of a request. `weeks`: how far a deferral is. `unused`: its ticket is not used. */
export type Outcome =
  /**
   * `afterHours`: answered at the first chance after this many office hours, instead of with the others. `held`: nobody
   * starts it for now. `takenOff`: its card leaves the board undelivered.
   */
  | { kind: 'accept'; message?: string; afterHours?: number; held?: true; takenOff?: TakenOff }
  /** Accepted by trading a card that was begun. */
  | { kind: 'trade'; reason: AnswerReason; message: string; afterHours: number }
  | { kind: 'decline'; reason: AnswerReason; message: string }
  | { kind: 'defer'; reason: AnswerReason; message: string; weeks: number; unused?: true }
  | { kind: 'withdraw' }
  /** A duplicate of another request, named by its title. */
  | { kind: 'duplicate'; of: string; message: string }
  /** Nobody answers, so it expires. */
  | { kind: 'expire' }
  /** `asked`: a question of the manager that pauses it, this many hours after it was submitted. */
  | { kind: 'wait'; asked?: { afterHours: number; body: string } };

/** Office hours after it was accepted. */
export type TakenOff = { officeHours: number; reason: AnswerReason; message: string };

/** A planned request. Days count from its submission. One without a time comes in its turn. */
export type PlannedRequest = {
  by: keyof typeof requesters;
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  neededInDays?: number;
  hoursAgo?: number;
  /** The same in office hours, so that its answer is as near on every weekday. */
  officeHoursAgo?: number;
  outcome: Outcome;
};

/** An answer template of the managers. */
export type Template = {
  name: string;
  kind: 'decline' | 'defer' | 'accept';
  reason: AnswerReason | null;
  message: string;
};

/** Work that the team starts by itself. */
export type Work = {
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  dueInDays?: number;
};

/** The planned history of a board. Hours and days are working time, except `daysAgo` and `calendarDays`. */
export type Plan = {
  board: NewBoard;
  /** The length of the history in calendar days. */
  calendarDays: number;
  owner: CastName;
  manager: CastName;
  team: CastName[];
  /** The median hours per card and their spread, by column. */
  effort: Record<string, { hours: number; spread: number }>;
  /** The swimlanes of requested work and of the team's own work. */
  lanes?: { asked: string; own: string };
  /** The number of ready cards that the team keeps. */
  stock: number;
  work: Work[];
  expedites: Work[];
  requests: PlannedRequest[];
  /** The link of the public form, which is on. */
  formId?: string;
  templates?: Template[];
  /** Days on which many requests come and nobody answers. */
  rushes: { daysAgo: number; asks: number }[];
  blockReasons: string[];
  /** Comments when a card is handed over, is unblocked, or is archived before it was started. */
  comments: { handOver: string[]; unblocked: string[]; dropped: string[] };
  /** Times in which the gate was not open, by their length in office hours. The last may not have ended. */
  gates: { officeHoursAgo: number; state: 'throttled' | 'shut'; reason: string; officeHours: number }[];
  /** Changes of a column's limit. With `trial`, the change is tried first. */
  limitChanges?: { column: string; daysAgo: number; max: number; trial?: PlannedTrial }[];
  /** Overrides of a column's limit, each at the first chance after its day. */
  overrides?: PlannedOverride[];
  /** Put-backs of the card that entered a column last. */
  putBacks?: { column: string; daysAgo: number; reason: string }[];
  /** The numbers of cards in the manager’s questions, in turn, every few days: when are this many cards delivered? */
  pastForecasts?: number[];
  /** Waits of cards and requests that are open at the end. */
  waits?: PlannedWait[];
  /** The state at the end. Without it the end is not planned. */
  ending?: Ending;
};

export type PlannedOverride = { column: string; daysAgo: number; reason?: string };

type Ending = {
  /** The load of each column but the last, approached from `settleDays` before the end and kept from `holdDays`. */
  loads: Record<string, number>;
  settleDays: number;
  holdDays: number;
  blocked?: { column: string; days: number; reason: string };
  /** A card that is stuck in a column. */
  stuck?: { column: string; days: number; comment: string };
  /** The last expedite card was created this many hours ago and is in flight. */
  expediteHours?: number;
};

/**
 * A wait on a request of the board `on`, by its title, from the first event after both exist. The waiter is an open card or a
 * request, by its title, or the oldest open card of the team’s own work.
 */
export type PlannedWait = {
  by: CastName;
  waiter: { card: string } | { request: string } | 'ownCard';
  on: string;
  request: string;
};
