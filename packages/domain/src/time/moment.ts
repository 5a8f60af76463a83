/** An instant as JSON has it (RFC 3339) or as a Date. */
export type Moment = string | Date;

/** Milliseconds since 1970, to compare moments written with different precision. */
export function millis(moment: Moment): number {
  return new Date(moment).getTime();
}
