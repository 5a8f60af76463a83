const minute = 60_000;

/**
 * When to come back, as an instant on a full minute. `at`: the time from which the `seconds` count, in milliseconds. It may be up
 * to two seconds late because of the network, which must not add a minute; otherwise the time is rounded up, so that nobody is
 * refused again for some seconds.
 */
export function comeBackAt(at: number, seconds: number): string {
  return new Date(Math.ceil((at + seconds * 1000 - 2_000) / minute) * minute).toISOString();
}
