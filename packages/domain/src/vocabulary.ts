/** The words of the product, once. What each of them means is in the glossary of the README. */

/** Most urgent first: this is also the order in which waiting requests are read. */
export const classesOfService = ['expedite', 'fixedDate', 'standard', 'intangible'] as const;
export type ClassOfService = (typeof classesOfService)[number];

/** In the order in which columns stand on a board. */
export const columnKinds = ['queue', 'active', 'done'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** `block` refuses; `reason` lets a manager pass with a reason; `warn` passes and is recorded. */
export const limitModes = ['block', 'reason', 'warn'] as const;
export type LimitMode = (typeof limitModes)[number];

export const gateStates = ['open', 'throttled', 'shut', 'probing'] as const;
export type GateState = (typeof gateStates)[number];

export const pressureStates = ['flowing', 'tight', 'saturated'] as const;
export type PressureState = (typeof pressureStates)[number];

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
