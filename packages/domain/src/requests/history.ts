import type { PlainDate } from '../time/plain-date.js';
import type { AnswerKind } from '../vocabulary/vocabulary.js';

/** One step in a request's history. Other people's requests and cards are named by ref, never by title. */
export type HistoryFact =
  | { kind: 'submitted'; byForm: boolean }
  | { kind: 'askedAgain'; follows: string }
  | { kind: 'redirectedHere'; from: string }
  /** The fields that changed, by their names in JSON. */
  | { kind: 'changed'; names: readonly string[] }
  | { kind: 'asked' | 'replied' | 'said' | 'reminded' | 'overdue' | 'started' | 'delivered' }
  | { kind: 'answered'; answer: HistoryAnswer }
  | { kind: 'cardMade'; card: string }
  | { kind: 'putBack' }
  /** Off the board until a date, or to the queue (null). */
  | { kind: 'displaced'; until: PlainDate | null };

export type HistoryAnswer = {
  kind: AnswerKind;
  until?: PlainDate | null | undefined;
  duplicateOf?: { ref: string } | null | undefined;
  redirectedTo?: { ref: string } | null | undefined;
};
