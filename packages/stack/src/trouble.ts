/** A problem that a person can fix. The message says what is wrong, why, and what to do now. */
export class Trouble extends Error {
  constructor(
    readonly what: string,
    readonly why: string,
    readonly now: string,
    options?: ErrorOptions,
  ) {
    super(`${what} ${why} ${now}`, options);
    this.name = 'Trouble';
  }
}
