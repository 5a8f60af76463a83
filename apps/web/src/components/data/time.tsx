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

/** An instant in full, in the reader's time zone: “Tue 24 Nov, 14:30”. The zone is named where the board's clock differs. */
export function Instant({ at, zone }: { at: string; zone?: string }) {
  const dates = useDates();
  const boardZone = useBoardZone();
  // An instant that is computed from the current time may differ by a minute between server and browser.
  return (
    <time dateTime={at} suppressHydrationWarning>
      {dates.instant(at, zone ?? boardZone)}
    </time>
  );
}

/** Replaces a day that is not chosen yet, in a text that is being written. */
export const unknownDay = '…';

/** A day of the board's calendar: “Mon 11 Jan”, with the year where it is not the current one. */
export function Day({ date, zone, long = false }: { date: string; zone?: string; long?: boolean }) {
  const dates = useDates();
  const boardZone = useBoardZone();
  const shown = zone ?? boardZone;
  if (date === unknownDay) return <span>{unknownDay}</span>;
  return <time dateTime={date}>{dates.day(date, { long, ...(shown && { zone: shown }) })}</time>;
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
  // The clock has not ticked while no component used it.
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
