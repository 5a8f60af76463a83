import { z } from 'zod';

/** An instant: RFC 3339 in UTC, as `2026-03-01T09:30:00.000Z`. */
export const Instant = z.iso.datetime({ error: 'instant', abort: true }).refine(inOurTimes, {
  error: 'year',
});
export type Instant = z.infer<typeof Instant>;

/** An instant that a caller sends, with any offset: `2026-03-01T10:30:00+01:00`. It is read as the same instant in UTC. */
export const SentInstant = z.iso
  .datetime({ offset: true, error: 'instant', abort: true })
  .refine(inOurTimes, { error: 'year', abort: true })
  .overwrite((sent) => new Date(sent).toISOString());
export type SentInstant = z.infer<typeof SentInstant>;

/** A day in the board's time zone, as `2026-03-01`. */
export const PlainDate = z.iso.date({ error: 'date', abort: true }).refine(inOurTimes, {
  error: 'year',
});
export type PlainDate = z.infer<typeof PlainDate>;

/**
 * An IANA time zone, such as `Europe/Berlin`. Offsets such as `+02:00` are refused: they have no summer time.
 */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]/, { error: 'timeZone', abort: true })
  .refine(isKnownZone, { error: 'timeZone' });
export type TimeZone = z.infer<typeof TimeZone>;

function inOurTimes(value: string): boolean {
  const year = Number(value.slice(0, 4));
  return year >= 1970 && year <= 2999;
}

function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
