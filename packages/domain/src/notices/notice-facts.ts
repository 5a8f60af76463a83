import type { UnknownForecast } from '../flow/throughput.js';
import type { RestEnd } from '../intake/rest/rest-step.js';
import type { Moment } from '../time/moment.js';
import type { PlainDate } from '../time/plain-date.js';
import type {
  AnswerKind,
  ClassOfService,
  GateState,
  LimitScopeName,
  NotNowReason,
  WaitState,
  WorkState,
} from '../vocabulary/vocabulary.js';

/** The kinds of notices, in the app and by e-mail. */
export const noticeKinds = [
  'answered',
  'displaced',
  'putBack',
  'ticketDue',
  'question',
  'reply',
  'reminder',
  'overdue',
  'gate',
  'rest',
  'begun',
  'blocked',
  'unblocked',
  'takenOff',
  'restored',
  'delivered',
  'expected',
  'answerMoved',
  'room',
  'submitted',
  'newRequest',
  'mentioned',
  'assigned',
  'commented',
  'cardBlocked',
  'cardUnblocked',
  'dueSoon',
  'overridden',
  'slotFree',
  'webhookOff',
  'trialEnded',
  'waitChanged',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Who reads a notice: the requester, a watcher whose request is a duplicate of it, or the team. */
export type NoticeReader = 'requester' | 'watcher' | 'team';

export type NoticeRequest = {
  ref: string;
  title: string;
  requester: string;
  /** Whether the requester has no account. */
  guest: boolean;
  answerBy: Moment;
  expiresAt: Moment;
  /** From when the requester can ask again; null without a ticket. */
  ticketFrom: PlainDate | null;
  classOfService: ClassOfService;
  neededBy: PlainDate | null;
};

export type OnRequest = { reader: NoticeReader; request: NoticeRequest };
export type OnBoard = { board: string; timeZone: string };

export type NoticeFacts = OnBoard &
  (
    | ({ kind: 'answered'; answer: AnswerFacts; expected?: ExpectedDate } & OnRequest)
    | ({ kind: 'displaced'; reason?: NotNowReason; message: string; until: PlainDate | null } & OnRequest)
    | ({ kind: WorkNoticeKind; expected?: ExpectedDate } & WorkChange & OnRequest)
    | ({ kind: 'expected'; from: PlainDate | null; expected: ExpectedDate } & OnRequest)
    /** A new calendar of the board moved the promised answer. */
    | ({ kind: 'answerMoved'; from: Moment; to: Moment } & OnRequest)
    | ({ kind: 'ticketDue' | 'reminder' | 'overdue' } & OnRequest)
    | ({ kind: 'newRequest' } & OnRequest)
    | ({ kind: 'question'; message: string; asks: boolean } & OnRequest)
    | ({ kind: 'reply'; message: string } & OnRequest)
    | { kind: 'gate'; state: GateState; reason: string | null; until: Moment | null }
    /** `until`: when the proposal expires, or the latest end of the rest. `reason`: why a person closed it. */
    | ({ kind: 'rest'; overloadedDays: number; ofDays: number; by: string | null } & RestChange)
    | { kind: 'room' }
    /** `column`: its name; null if it was removed or the reader's role no longer reads boards. */
    | { kind: 'slotFree'; column: string | null }
    /** `webhook`: its name; null if it was deleted since. */
    | { kind: 'webhookOff'; webhook: string | null; reason: 'failing' | 'gone' }
    /** A trial of limits has ended. `again`: its days are over, and nobody has decided since the last notice. */
    | {
        kind: 'trialEnded';
        again: boolean;
        cause: 'over' | 'limitChanged' | 'limitRemoved' | 'boardArchived';
      }
    /** `limits` is empty if the reader's role no longer reads boards. */
    | { kind: 'overridden'; by: string | null; limits: readonly OverriddenLimit[] }
    | CardNoticeFacts
    | ({ kind: 'submitted'; position: number } & OnRequest)
  );

type RestChange =
  | { state: 'proposed' | 'resting'; until: Moment }
  | { state: 'dismissed'; reason: string }
  | { state: 'expired' }
  | { state: 'ended'; endedFor: RestEnd; reason: string | null };

/** A notice about a card. `by` is null if no person did it. */
export type CardNoticeFacts = { by: string | null; card: NoticeCard | null } & (
  | { kind: 'mentioned' | 'commented' | 'assigned' }
  | { kind: 'cardBlocked' | 'cardUnblocked'; reason: string | null }
  /** The new state of the request `on` that the card waits on. */
  | { kind: 'waitChanged'; on: string; state: WaitState }
  /** `item`: the text of the checklist item that is due; null: the card itself is. */
  | { kind: 'dueSoon'; dueOn: PlainDate; item: string | null }
);

/**
 * Null if the reader's role no longer reads boards. `comment` is the text of the comment that the notice is about, empty once
 * it is deleted; null: it is about the card, as a mention in its description is.
 */
type NoticeCard = { ref: string; title: string; comment: string | null };

/** A limit that was overridden with a reason, and its load since. `of` is the name of its subject; of a class its code. */
export type OverriddenLimit = {
  scope: LimitScopeName;
  of: string;
  max: number;
  load: number;
  reason: string;
};

/** What became of accepted work, as its requester is notified of it. */
export type WorkNoticeKind =
  | 'begun'
  | 'blocked'
  | 'unblocked'
  | 'putBack'
  | 'takenOff'
  | 'restored'
  | 'delivered';
/** The state that was announced to them before; the reason of the new one, if it has any, and the team's message. */
type WorkChange = { was?: WorkState; reason: string | null; message: string | null };
/** Null or `unknown`: nobody can say. */
export type ExpectedDate = { p50: PlainDate; p85: PlainDate } | { unknown: UnknownForecast } | null;

export type AnswerFacts = {
  kind: AnswerKind;
  message: string | null;
  /** From when the requester can ask again. */
  until: PlainDate | null;
  /** The card it became, the request that it duplicates, and the request that it became on another board. */
  card: string | null;
  duplicateOf: string | null;
  redirectedTo: { ref: string; board: string } | null;
  /** For a duplicate: the answer that the other request already has. */
  standing: OriginalAnswer | null;
  /** If only a part was accepted: its title, and the request for the remaining part. */
  part?: string | null;
  rest?: RestFacts | null;
};

export type RestFacts = {
  ref: string;
  title: string;
  reason: NotNowReason | null;
  message: string | null;
  until: PlainDate;
};

/** `own`: the reader also submitted that request, and its ticket is theirs. */
export type OriginalAnswer = Pick<AnswerFacts, 'kind' | 'message' | 'until' | 'card'> & {
  reason: NotNowReason | null;
  own: boolean;
};
