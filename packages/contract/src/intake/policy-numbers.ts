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
};
