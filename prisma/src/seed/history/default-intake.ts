import type * as model from '../../generated/client.js';

/** The intake policy of a new board. */
export const defaultIntake: Omit<
  model.Intake,
  'workspaceId' | 'boardId' | 'depth' | 'openPerRequester' | 'answerWithinHours' | 'timeZone'
> = {
  perRequesterPerHour: null,
  perRequesterPerDay: null,
  graceHours: 72,
  remindBeforeHours: 24,
  escalateTo: [],
  highWatermark: null,
  lowWatermark: null,
  minOptions: 0,
  replenishOn: [],
  workingHours: null,
  gateByItself: true,
  gate: 'open',
  gateReason: null,
  gateCause: null,
  gateUntil: null,
  gateBy: null,
  gateAt: null,
  saturatedSince: null,
  formId: null,
  formOpenPerGuest: 1,
  formDepth: 3,
};
