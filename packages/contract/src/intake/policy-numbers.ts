/** The bounds of the intake policy's numbers. They are apart from the schemas, which a form loads only to validate. */
export const policyNumbers = {
  depth: { min: 0, max: 500 },
  openPerRequester: { min: 1, max: 500 },
  answerWithinHours: { min: 1, max: 2160 },
  graceHours: { min: 0, max: 2160 },
  minOptions: { min: 0, max: 500 },
};

/** The bounds of the numbers that can be null. */
export const optionalPolicyNumbers = {
  perRequesterPerHour: { min: 1, max: 500 },
  perRequesterPerDay: { min: 1, max: 500 },
  remindBeforeHours: { min: 1, max: 2160 },
  highWatermark: { min: 1, max: 500 },
  lowWatermark: { min: 0, max: 499 },
  throttleDownstreamAt: { min: 1, max: 100 },
};

/** The bounds of the numbers of a rest policy. */
export const restNumbers = {
  overloadedDays: { min: 1, max: 30 },
  ofDays: { min: 1, max: 30 },
  calmDays: { min: 1, max: 30 },
  lowMark: { min: 1, max: 100 },
  longestDays: { min: 1, max: 60 },
};

/** The bounds of its thresholds, which can be null. */
export const optionalRestNumbers = {
  load: { min: 1, max: 100 },
  age: { min: 1, max: 100 },
  overrides: { min: 1, max: 500 },
  overdue: { min: 1, max: 500 },
};
