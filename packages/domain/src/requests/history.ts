import type { Moment } from '../time/moment.js';
import type { PlainDate } from '../time/plain-date.js';
import type { AnswerKind, WaitState, WorkState } from '../vocabulary/vocabulary.js';

/** One step in a request's history. Other people's requests and cards are named by ref, never by title. */
export type HistoryFact =
  | { kind: 'submitted'; byForm: boolean }
  | { kind: 'askedAgain'; follows: string }
  | { kind: 'redirectedHere'; from: string }
  /** The request was made when a part of another one was accepted. */
  | { kind: 'restOf'; of: string }
  /** The fields that changed, by their names in JSON. */
  | { kind: 'changed'; names: readonly string[] }
  | { kind: 'asked' | 'replied' | 'said' | 'reminded' | 'overdue' }
  | { kind: 'answered'; answer: HistoryAnswer }
  | { kind: 'cardMade'; card: string }
  /** A step of accepted work. `was`: the state before it. `requesterLeft`: so the requester was not notified of it. */
  | {
      kind: 'step';
      state: WorkState;
      was: WorkState | null;
      reason: string | null;
      message: string | null;
      requesterLeft: boolean;
    }
  /** The day by which it is delivered with 85% likelihood, as was announced to its requester. */
  | { kind: 'expected'; day: PlainDate }
  /** A new calendar of the board moved the promised answer. */
  | { kind: 'answerMoved'; from: Moment; to: Moment; timeZone: string }
  | { kind: 'received' }
  /** A wait on another request began, changed its state, moved to another request, or was removed. */
  | { kind: 'waits'; change: 'added' | 'changed' | 'removed'; ref: string; state: WaitState }
  /** Off the board until a date, or to the queue (null). */
  | { kind: 'displaced'; until: PlainDate | null; requesterLeft: boolean };

export type HistoryAnswer = {
  kind: AnswerKind;
  until?: PlainDate | null | undefined;
  duplicateOf?: { ref: string } | null | undefined;
  redirectedTo?: { ref: string } | null | undefined;
  rest?: { ref: string } | null | undefined;
};
