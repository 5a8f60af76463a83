import type { WorkingHours } from '../time/working-time.js';

/** When a new board works, in its own time zone. */
export const defaultWorkingHours: WorkingHours = {
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  holidays: [],
};

/** The intake policy of a new board. Hours are working hours: three days to answer, and as many of grace. */
export const defaultIntakePolicy = {
  depth: 8,
  openPerRequester: 3,
  answerWithinHours: 24,
  graceHours: 24,
  remindBeforeHours: 8,
  timeZone: 'UTC',
  workingHours: defaultWorkingHours,
};

/** How many hours before an answer is due a new board reminds; null if the answer is due within that. */
export function defaultRemindBeforeHours(answerWithinHours: number): number | null {
  const { remindBeforeHours } = defaultIntakePolicy;
  return answerWithinHours > remindBeforeHours ? remindBeforeHours : null;
}

/** Finds values of a policy that contradict each other; the contract checks each value alone. */
export function findPolicyFaults(policy: {
  depth: number;
  highWatermark: number | null;
  lowWatermark: number | null;
  minOptions: number;
  answerWithinHours: number;
  remindBeforeHours: number | null;
  perRequesterPerHour: number | null;
  perRequesterPerDay: number | null;
}): PolicyFault[] {
  const { depth, minOptions, answerWithinHours, remindBeforeHours } = policy;
  const { perRequesterPerHour: perHour, perRequesterPerDay: perDay } = policy;
  const faults = faultsOfWatermarks(policy);
  // A depth of 0 closes the intake, and then a short queue is not reported.
  if (depth > 0 && minOptions > depth) {
    faults.push({ path: 'minOptions', code: 'aboveDepth', params: { depth } });
  }
  if (remindBeforeHours !== null && remindBeforeHours >= answerWithinHours) {
    const params = { hours: answerWithinHours };
    faults.push({ path: 'remindBeforeHours', code: 'reminderTooEarly', params });
  }
  if (perHour !== null && perDay !== null && perHour > perDay) {
    faults.push({ path: 'perRequesterPerHour', code: 'hourAboveDay', params: { perDay } });
  }
  return faults;
}

export type PolicyFault = {
  path: 'highWatermark' | 'lowWatermark' | 'minOptions' | 'remindBeforeHours' | 'perRequesterPerHour';
  code: 'aboveDepth' | 'reminderTooEarly' | 'hourAboveDay' | 'bothWatermarks' | 'lowNotBelowHigh';
  params?: Record<string, number>;
};

function faultsOfWatermarks(policy: {
  depth: number;
  highWatermark: number | null;
  lowWatermark: number | null;
}): PolicyFault[] {
  const { depth, highWatermark: high, lowWatermark: low } = policy;
  if (high === null && low === null) return [];
  if (high === null) return [{ path: 'highWatermark', code: 'bothWatermarks' }];
  if (low === null) return [{ path: 'lowWatermark', code: 'bothWatermarks' }];
  if (low >= high) return [{ path: 'lowWatermark', code: 'lowNotBelowHigh', params: { high } }];
  return high > depth ? [{ path: 'highWatermark', code: 'aboveDepth', params: { depth } }] : [];
}
