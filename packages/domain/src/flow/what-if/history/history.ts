import type { PlainDate } from '../../../time/plain-date.js';
import type { Calendar } from '../../../time/working-time.js';
import type { AnswerKind, ClassOfService } from '../../../vocabulary/vocabulary.js';

/**
 * A limit on cards in flight. `columns`: positions of active columns, from 0; a limit on the board or on a class has all of them. `of`:
 * it counts only this class. `exemptsExpedite`: expedite cards do not count in it and are not refused by it.
 */
export type FlightLimit = {
  id: string;
  columns: readonly number[];
  max: number;
  of: ClassOfService | null;
  exemptsExpedite: boolean;
};

/** The rules under which a board works. A maximum that is null limits nothing. */
export type BoardRules = {
  limits: readonly FlightLimit[];
  /** The most cards in all queue columns together. */
  queueMax: number | null;
  /** How many requests can wait. */
  depth: number;
  /** With more waiting requests, new ones without a deadline are shed. */
  highWatermark: number | null;
  /** How many people there are, as a multiple of those in the history. */
  staffing: number;
  /** The share of each class among what arrives, with the sum 1; null: as in the history. */
  mix: Partial<Record<ClassOfService, number>> | null;
};

/**
 * A time that a card spent in one place, in milliseconds since 1970. `column`: the position of an active column; null where it is
 * unknown or gone. `waiting`: in the done half of a column. `from` and `to`: the stages before and after. `until` null: still there.
 */
export type PastStay = {
  card: number;
  stage: 'queued' | 'inFlight';
  column: number | null;
  doing: 'work' | 'waiting' | 'blocked';
  since: number;
  until: number | null;
  cameFrom: 'queued' | 'inFlight' | 'delivered' | 'off' | null;
  leftFor: 'queued' | 'inFlight' | 'delivered' | 'off' | null;
};

export type PastCard = {
  card: number;
  classOfService: ClassOfService;
  /** Whether it came from a request. */
  isRequested: boolean;
  /** Its dates or its log are faulty. */
  isFaulty: boolean;
};

/** `answeredAt` null: it waits. `bySystem`: it expired or was shed. */
export type PastRequest = {
  classOfService: ClassOfService;
  submittedAt: number;
  answeredAt: number | null;
  expiresAt: number;
  kind: AnswerKind | null;
};

/** What happened on a board from the day `from` to the day before `today`, and the rules that it has now. */
export type BoardHistory = {
  from: PlainDate;
  today: PlainDate;
  calendar: Calendar;
  /** How many active columns it has, and which of them have a done half. */
  columns: readonly { split: boolean }[];
  rules: BoardRules;
  /** The stays of each card together, in their order. */
  stays: readonly PastStay[];
  cards: readonly PastCard[];
  requests: readonly PastRequest[];
  /** Requests refused because the queue was full, by hour. */
  refused: readonly { at: number; times: number }[];
  /** How many people had cards in flight; 0 if none had a person. */
  people: number;
};

/** The longest window that can be replayed. */
export const mostWhatIfDays = 364;

/** Why there is no answer. */
export type UnknownWhatIf =
  | { code: 'tooFewDays'; days: number; needed: number }
  | { code: 'tooFewCards'; delivered: number; needed: number }
  | { code: 'tooFewDeliveryDays'; days: number; needed: number }
  | { code: 'tooFewRequests'; answered: number; needed: number }
  /** The intake does something else than a simulation of it. */
  | { code: 'intakeDiffers' }
  | { code: 'tooFewOfClass'; classOfService: ClassOfService; cards: number; needed: number };
