'use client';

import { tick } from '@weir/words';
import { useSyncExternalStore } from 'react';
import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';

/** “3 hours ago”, “in 2 days”; the exact time on hover. It keeps itself current. */
export function Ago({ at, zone }: { at: string; zone?: string }) {
  const now = useNow();
  const dates = useDates();
  const boardZone = useBoardZone();
  return (
    <time dateTime={at} title={dates.instant(at, zone ?? boardZone)} suppressHydrationWarning>
      {dates.relative(Date.parse(at) - now)}
    </time>
  );
}

/** How long ago something began, without “ago”: “3 days”. */
export function Since({ at }: { at: string }) {
  const now = useNow();
  const dates = useDates();
  const boardZone = useBoardZone();
  return (
    <time dateTime={at} title={dates.instant(at, boardZone)} suppressHydrationWarning>
      {dates.duration((now - Date.parse(at)) / 1000)}
    </time>
  );
}

/** An instant in full: “Tue 24 Nov, 14:30”. On a board's pages it is in the board's time zone by default. */
export function Instant({ at, zone }: { at: string; zone?: string }) {
  const dates = useDates();
  const boardZone = useBoardZone();
  return <time dateTime={at}>{dates.instant(at, zone ?? boardZone)}</time>;
}

/** Takes the place of a day that nobody has chosen yet, in a text that is being written. */
export const unknownDay = '…';

/** A day of the board's calendar: “Mon 11 Jan”, with the year where it is not the current one. */
export function Day({ date, zone, long = false }: { date: string; zone?: string; long?: boolean }) {
  const dates = useDates();
  const boardZone = useBoardZone();
  const shown = zone ?? boardZone;
  if (date === unknownDay) return <span>{unknownDay}</span>;
  return <time dateTime={date}>{dates.day(date, { long, ...(shown && { zone: shown }) })}</time>;
}

// English only, and used only by what is not worded by the catalogue yet.
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const locale = 'en-GB';
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** `milliseconds` from now; negative is past. */
export function relative(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  for (const [unit, size] of units) {
    if (unit === 'week' && Math.abs(seconds) < 2 * size) continue;
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  }
  // What has just happened is later than the last tick of `now`.
  return seconds > tick ? 'in a moment' : 'just now';
}

/** “3 days”, “20 minutes”, “a moment”: what has passed in full, as a card's age is told. */
export function duration(seconds: number, toWhole: (count: number) => number = Math.floor): string {
  for (const [unit, size] of units) {
    if (unit === 'week' && seconds < 2 * size) continue;
    if (seconds >= size) return counted(toWhole(seconds / size), unit);
  }
  return seconds >= 1 ? counted(toWhole(seconds), 'second') : 'a moment';
}

/** A span that is set in hours: in days where it is whole ones, “36 hours” where not. */
export function hoursSaid(hours: number): string {
  return hours > 0 && hours % 24 === 0 ? counted(hours / 24, 'day') : counted(hours, 'hour');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export function day(date: string, long = false): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: long ? 'long' : 'short',
    day: 'numeric',
    month: long ? 'long' : 'short',
    ...(!isThisYear(date) && { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return format.format(new Date(`${date.slice(0, 10)}T12:00:00Z`));
}

function isThisYear(date: string): boolean {
  return date.startsWith(String(new Date().getUTCFullYear()));
}

let now = Date.now();
const watchers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** The current time, renewed twice a minute for every component that shows it. */
export function useNow(): number {
  return useSyncExternalStore(
    watch,
    () => now,
    // On the server nothing ticks, so `now` would be the time it started.
    () => (typeof window === 'undefined' ? Date.now() : now),
  );
}

function watch(changed: () => void): () => void {
  // It has not ticked while nobody watched.
  if (watchers.size === 0) now = Date.now();
  watchers.add(changed);
  ticking ??= setInterval(() => {
    now = Date.now();
    for (const watcher of watchers) watcher();
  }, tick * 1000);
  return () => {
    watchers.delete(changed);
    if (watchers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}
