/** The words of the product, once. What each of them means is in the glossary of the README. */

/** Most urgent first: this is also the order in which waiting requests are read. */
export const classesOfService = ['expedite', 'fixedDate', 'standard', 'intangible'] as const;
export type ClassOfService = (typeof classesOfService)[number];

/** In the order in which columns stand on a board. */
export const columnKinds = ['queue', 'active', 'done'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** The two halves of a split column, which share its limit; what is in `done` waits to be pulled onward. */
export const halves = ['doing', 'done'] as const;
export type Half = (typeof halves)[number];

/** What a limit can be set on. */
export const limitScopes = ['column', 'columns', 'swimlane', 'person', 'board', 'classOfService'] as const;
export type LimitScopeName = (typeof limitScopes)[number];

/** How far a person’s limit reaches: over one board, or over all boards of the workspace. */
export const reaches = ['board', 'workspace'] as const;
export type Reach = (typeof reaches)[number];

/** `block` refuses; `reason` lets a manager pass with a reason; `warn` passes and is recorded. */
export const limitModes = ['block', 'reason', 'warn'] as const;
export type LimitMode = (typeof limitModes)[number];

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

/** Why a request is not taken now. A message in words always goes with it. */
export const notNowReasons = ['noCapacity', 'notAligned', 'tooLarge', 'needsInformation', 'other'] as const;
export type NotNowReason = (typeof notNowReasons)[number];

/**
 * Whether the reason of an answer is one of the team's for not taking the request: that of a trade is why the other
 * card made way, and what ended in the system's name nobody had a reason for.
 */
export function isTeamReason(kind: AnswerKind): boolean {
  return kind === 'decline' || kind === 'defer';
}
