const minute = 60_000;

/**
 * When the requester can try again, as an instant on a full minute. `at`: the time from which the `seconds` count, in milliseconds.
 * The network can delay it by up to two seconds, which must not add a minute. Otherwise the time is rounded up, so that nobody is
 * refused again for a few seconds.
 */
export function comeBackAt(at: number, seconds: number): string {
  return new Date(Math.ceil((at + seconds * 1000 - 2_000) / minute) * minute).toISOString();
}
