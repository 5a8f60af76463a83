/** The intake policy of a new board. Hours are plain hours. */
export const defaultIntakePolicy = {
  depth: 8,
  openPerRequester: 3,
  answerWithinHours: 72,
  graceHours: 72,
  remindBeforeHours: 24,
  timeZone: 'UTC',
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
    faults.push({ path: 'minOptions', message: `must be ${depth}, the depth, at most` });
  }
  if (remindBeforeHours !== null && remindBeforeHours >= answerWithinHours) {
    const message = `must be below ${answerWithinHours}, the hours within which an answer is due`;
    faults.push({ path: 'remindBeforeHours', message });
  }
  if (perHour !== null && perDay !== null && perHour > perDay) {
    faults.push({ path: 'perRequesterPerHour', message: `must be ${perDay}, those of a day, at most` });
  }
  return faults;
}

export type PolicyFault = {
  path: 'highWatermark' | 'lowWatermark' | 'minOptions' | 'remindBeforeHours' | 'perRequesterPerHour';
  message: string;
};

function faultsOfWatermarks(policy: {
  depth: number;
  highWatermark: number | null;
  lowWatermark: number | null;
}): PolicyFault[] {
  const { depth, highWatermark: high, lowWatermark: low } = policy;
  if (high === null && low === null) return [];
  if (high === null) return [{ path: 'highWatermark', message: 'must be set with the low one, or neither' }];
  if (low === null) return [{ path: 'lowWatermark', message: 'must be set with the high one, or neither' }];
  if (low >= high) return [{ path: 'lowWatermark', message: `must be below the high one, ${high}` }];
  return high > depth ? [{ path: 'highWatermark', message: `must be ${depth}, the depth, at most` }] : [];
}
