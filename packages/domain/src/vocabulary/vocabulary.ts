/** The vocabulary of the product. docs/glossary.md explains each term. */

/** Most urgent first. Waiting requests are sorted in this order. */
export const classesOfService = ['expedite', 'fixedDate', 'standard', 'intangible'] as const;
export type ClassOfService = (typeof classesOfService)[number];

/** In the order of columns on a board. */
export const columnKinds = ['queue', 'active', 'done'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** The two halves of a split column, which share its limit. Cards in `done` wait to be pulled onward. */
export const halves = ['doing', 'done'] as const;
export type Half = (typeof halves)[number];

/** What a limit can be set on. */
export const limitScopes = ['column', 'columns', 'swimlane', 'person', 'board', 'classOfService'] as const;
export type LimitScopeName = (typeof limitScopes)[number];

/** The reach of a person's limit: one board, or all boards of the workspace. */
export const reaches = ['board', 'workspace'] as const;
export type Reach = (typeof reaches)[number];

/** `block` refuses; `reason` lets a manager override with a reason; `warn` admits and records. */
export const limitModes = ['block', 'reason', 'warn'] as const;
export type LimitMode = (typeof limitModes)[number];

/** What a card is to another one. Each kind has another side, as the constraint card_links_two_sides says. */
export const linkKinds = ['blocks', 'blockedBy', 'relatesTo', 'duplicates', 'duplicatedBy'] as const;
export type LinkKind = (typeof linkKinds)[number];

const otherSides: Record<LinkKind, LinkKind> = {
  blocks: 'blockedBy',
  blockedBy: 'blocks',
  relatesTo: 'relatesTo',
  duplicates: 'duplicatedBy',
  duplicatedBy: 'duplicates',
};

/** What the other card of such a link is to this one. */
export function otherSideOf(kind: LinkKind): LinkKind {
  return otherSides[kind];
}

/** The colours of a board's labels. The web app has a light and a dark shade of each. */
export const labelColours = [
  'grey',
  'brown',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
] as const;
export type LabelColour = (typeof labelColours)[number];

/** What the values of a custom field are: a line of text, a number, a day, or one of its options. */
export const fieldKinds = ['text', 'number', 'date', 'choice'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export const gateStates = ['open', 'throttled', 'shut', 'probing'] as const;
export type GateState = (typeof gateStates)[number];

export const pressureStates = ['flowing', 'tight', 'saturated'] as const;
export type PressureState = (typeof pressureStates)[number];
/** The levels from which a board is tight, and saturated. */
export const tightThreshold = 0.7;
export const saturatedThreshold = 0.9;

export const answerKinds = [
  'accept',
  'trade',
  'decline',
  'defer',
  'duplicate',
  'redirect',
  'withdrawn',
  'expired',
  'shed',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** Why a request is not taken now. A message always goes with it. */
export const notNowReasons = ['noCapacity', 'notAligned', 'tooLarge', 'needsInformation', 'other'] as const;
export type NotNowReason = (typeof notNowReasons)[number];

/** What became of accepted work. Where several are true, the last one here counts. */
export const workStates = ['queued', 'putBack', 'begun', 'blocked', 'takenOff', 'delivered'] as const;
export type WorkState = (typeof workStates)[number];

/** The states of a request that a card or request waits on. In the first states the wait is open. */
export const openWaitStates = ['waiting', 'queued', 'begun', 'blocked', 'putBack'] as const;
export const waitStates = [
  ...openWaitStates,
  'delivered',
  'takenOff',
  'declined',
  'deferred',
  'expired',
  'shed',
  'withdrawn',
] as const;
export type WaitState = (typeof waitStates)[number];

/**
 * Whether the team gave the reason of an answer. The reason of a trade is for the displaced card, and answers
 * in the system's name have no reason of the team.
 */
export function isTeamReason(kind: AnswerKind): boolean {
  return kind === 'decline' || kind === 'defer';
}

/** The mails about a person's own account. */
export type AccountLetterKind =
  | 'passwordReset'
  | 'passwordChanged'
  | 'addressChange'
  | 'addressChangeAsked'
  | 'addressChanged'
  | 'twoFactorOn'
  | 'twoFactorOff'
  | 'recoveryCodeUsed'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'workspaceDeletion'
  | 'boardDeletion';

/** The languages of Weir, as BCP 47 tags. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
