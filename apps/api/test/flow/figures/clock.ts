import { currentApi } from '../../support/api.js';
import { dayOf, nextDay } from './local-days.js';

/** A time zone whose clock never changes. */
export const timeZone = 'Asia/Kolkata';

/** Moves the API's clock to an instant and stops it there, so that only `pass` moves it on. */
export function stopAt(instant: string): void {
  const { clock } = currentApi();
  clock.stop();
  clock.pass({ minutes: (Date.parse(instant) - clock.now().getTime()) / 60_000 });
}

/** Stops the API's clock at the next nine in the morning, and returns that day. */
export function atNine(): string {
  const day = nextDay(dayOf(currentApi().clock.now().getTime(), timeZone));
  stopAt(`${day}T03:30:00Z`);
  return day;
}
