'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** The longest list that is drawn in full, in rows. */
const wholeUpTo = 40;
/** The assumed height of a row that was never drawn, in pixels. */
const guessedHeight = 82;
/**
 * How far above and below the screen rows are drawn, in pixels, how near the screen the last of them may come, and how many are
 * added at a time. The two distances differ, or a list whose position changes with the rows that it draws could go on drawing
 * others without end.
 */
const [around, nearest, step] = [700, 400, 6];
/** The rows in the server's HTML: the server does not know the screen. */
const first = { from: 0, to: 3 * step };

/** A row to draw, or an empty space in place of rows that are far from the screen. */
export type NearRow = { index: number } | { space: number; before: number };

type Options = {
  /** The keys of all rows, in their order. A row keeps its measured height by its key. */
  keys: readonly (string | number)[];
  /** The keys of rows to draw wherever they are, such as the one with the focus. */
  pinned: readonly (string | number | null | undefined)[];
  /** Pixels between two rows. */
  gap: number;
};

/**
 * Gives the rows of a long list that are near the screen, and the height of the rows left out between them. The list's
 * children must be these rows, in this order. Only the list's position on the screen counts, so it makes no difference
 * whether the column scrolls or the page.
 */
export function useNearRows(list: RefObject<HTMLElement | null>, { keys, pinned, gap }: Options): NearRow[] {
  const heights = useRef(new Map<string | number, number>());
  const [near, setNear] = useState(first);
  const isLong = keys.length > wholeUpTo;
  const heightOf = (index: number) => heights.current.get(keys[index] ?? '') ?? guessedHeight;
  const drawn = isLong ? nearIndexes(keys, near, pinned) : keys.map((_, index) => index);

  const look = useLatest(() => {
    if (!list.current) return;
    const { top } = list.current.getBoundingClientRect();
    const rowsWithin = (distance: number) =>
      rowsBetween(-top - distance, window.innerHeight - top + distance);
    const [needed, next] = [rowsWithin(nearest), rowsWithin(around)];
    setNear((now) => (now.from <= needed.from && now.to >= needed.to ? now : next));
  });
  const measure = useLatest(() => {
    const rows = [...(list.current?.children ?? [])].filter(
      (row) => !('space' in (row as HTMLElement).dataset),
    );
    for (const [at, row] of rows.entries()) {
      const key = keys[drawn[at] ?? -1];
      // With its fraction: a space as high as rounded rows would move the rows below it.
      const { height } = row.getBoundingClientRect();
      if (key !== undefined && height > 0) heights.current.set(key, height);
    }
    look();
  });

  useLayoutEffect(() => {
    if (isLong) measure();
  });
  useEffect(() => {
    if (!isLong || !list.current) return;
    let width = list.current.clientWidth;
    const resized = new ResizeObserver(([entry]) => {
      const now = entry?.target.clientWidth ?? width;
      // Titles wrap differently now, so the known heights of rows that aren't drawn are wrong.
      if (now !== width) heights.current.clear();
      width = now;
      measure();
    });
    resized.observe(list.current);
    // Scrolling does not bubble, but it can be captured.
    const options = { capture: true, passive: true };
    document.addEventListener('scroll', look, options);
    window.addEventListener('resize', look);
    return () => {
      resized.disconnect();
      document.removeEventListener('scroll', look, options);
      window.removeEventListener('resize', look);
    };
  }, [isLong, list, look, measure]);

  return withSpaces();

  /** The rows between two offsets in the list, in steps, so that not every pixel of scrolling renders. */
  function rowsBetween(start: number, end: number): typeof first {
    let [top, from, to] = [0, 0, keys.length];
    for (let index = 0; index < keys.length; index++) {
      if (top > end) {
        to = index;
        break;
      }
      top += heightOf(index) + gap;
      if (top < start) from = index + 1;
    }
    return { from: Math.floor(from / step) * step, to: Math.ceil(to / step) * step };
  }

  function withSpaces(): NearRow[] {
    const rows: NearRow[] = [];
    let next = 0;
    for (const index of [...drawn, keys.length]) {
      if (index > next) rows.push({ space: spaceOf(next, index), before: index });
      if (index < keys.length) rows.push({ index });
      next = index + 1;
    }
    return rows;
  }

  /** The height of these rows with the gaps between them: the list's own gaps are around the space. */
  function spaceOf(from: number, to: number): number {
    let height = -gap;
    for (let index = from; index < to; index++) height += heightOf(index) + gap;
    return height;
  }
}

function nearIndexes(keys: Options['keys'], { from, to }: typeof first, pinned: Options['pinned']): number[] {
  const indexes = new Set(pinned.map((key) => keys.indexOf(key ?? '')).filter((index) => index >= 0));
  for (let index = from; index < Math.min(to, keys.length); index++) indexes.add(index);
  return [...indexes].sort((one, other) => one - other);
}

/** A function that stays the same and calls the latest `act`. */
function useLatest(act: () => void): () => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback(() => latest.current(), []);
}
