import type { PlainDate } from '../time/plain-date.js';
import type { AnswerKind } from '../vocabulary/vocabulary.js';

/** One thing that happened to a request. Others' requests and cards are named by their refs at most, never by their titles. */
export type HistoryFact =
  | { kind: 'submitted'; byForm: boolean }
  | { kind: 'askedAgain'; follows: string }
  | { kind: 'redirectedHere'; from: string }
  /** What of it is another now, by the names that it has in JSON. */
  | { kind: 'changed'; names: readonly string[] }
  | { kind: 'asked' | 'replied' | 'said' | 'reminded' | 'overdue' | 'started' | 'delivered' }
  | { kind: 'answered'; answer: HistoryAnswer }
  | { kind: 'cardMade'; card: string }
  | { kind: 'putBack' }
  /** Off the board until a date, or (null) to the queue. */
  | { kind: 'displaced'; until: PlainDate | null };

export type HistoryAnswer = {
  kind: AnswerKind;
  until?: PlainDate | null | undefined;
  duplicateOf?: { ref: string } | null | undefined;
  redirectedTo?: { ref: string } | null | undefined;
};
