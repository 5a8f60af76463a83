'use client';

import { line } from 'd3-shape';
import { useRouter } from 'next/navigation';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useRef,
  useState,
} from 'react';
import { openAtOnce } from '@/lib/pages/page-opener';
import { openQuery } from '@/lib/pages/page-query';
import styles from './chart.module.css';
import { lineClasses } from './legend';
import { nextOf } from './next-of';
import type { DayScale, Plot } from './plot';
import { type Shape, shapePaths } from './shapes';
import { useTips } from './tip';

/** Something that can be focused: a card, or a period. `lines`: its name, then facts. */
export type Mark = {
  id: string;
  x: number;
  y: number;
  lines: readonly string[];
  /** The page that it opens. */
  href?: string | undefined;
  /** The address that a click opens instead. `y`: pixels from the top of the picture. */
  hrefAt?: (y: number) => string;
  shape?: Shape;
  /** How it differs from others; its shape says it too. */
  tone?: 'plain' | 'warn' | 'quiet';
};

/**
 * Points of a chart, in the order in which arrow keys go through them. One of them is in the page's tab order. With `strip`
 * each takes the pointer in a strip of this width over the whole height, from `top` to `bottom`.
 */
export function Marks({
  marks,
  strip,
  children,
}: {
  marks: readonly Mark[];
  strip?: { width: number; top: number; bottom: number };
  /** Draws a mark that is no point. */
  children?: (mark: Mark) => ReactNode;
}) {
  const group = useRef<SVGGElement>(null);
  const [reached, setReached] = useState(0);
  const current = Math.min(reached, marks.length - 1);
  const count = marks.length;
  const move = useCallback(
    (event: KeyboardEvent, at: number) => {
      const next = nextOf(event, at, count);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      setReached(next);
      (group.current?.children[next] as SVGElement | undefined)?.focus();
    },
    [count],
  );
  return (
    <g ref={group}>
      {marks.map((mark, at) => (
        <OneMark
          key={mark.id}
          mark={mark}
          at={at}
          isCurrent={at === current}
          onReach={setReached}
          onMove={move}
          strip={strip}
          draw={children}
        />
      ))}
    </g>
  );
}

/** Days of a chart of lines. Each takes the pointer over the whole height, and has a dot while it is reached. */
export function DayMarks({
  marks,
  days,
  plot: { top, bottom },
}: {
  marks: readonly Mark[];
  days: DayScale;
  plot: Plot;
}) {
  return (
    <Marks marks={marks} strip={{ width: days.dayWidth, top, bottom }}>
      {({ x, y }) => <circle className={styles.cursorPoint} cx={x} cy={y} r={3.5} />}
    </Marks>
  );
}

/** The line from each mark to the next. */
export function MarkLine({ marks }: { marks: readonly Mark[] }) {
  const shape = line<Mark>(
    ({ x }) => x,
    ({ y }) => y,
  );
  return <path className={lineClasses.figure} d={shape(marks) ?? ''} />;
}

/** The distance of a click from the top of the picture, in pixels. */
function heightOf({ clientY, currentTarget }: MouseEvent<SVGElement>): number {
  return clientY - (currentTarget.ownerSVGElement?.getBoundingClientRect().top ?? 0);
}

/** There can be thousands, so a key draws only those that it leads from and to. */
const OneMark = memo(function OneMark({
  mark,
  at,
  isCurrent,
  onReach,
  onMove,
  strip,
  draw,
}: {
  mark: Mark;
  at: number;
  isCurrent: boolean;
  onReach: (at: number) => void;
  /** Goes from the mark where a key leads. */
  onMove: (event: KeyboardEvent, at: number) => void;
  strip: { width: number; top: number; bottom: number } | undefined;
  draw: ((mark: Mark) => ReactNode) | undefined;
}) {
  const { x, y, lines, href, hrefAt, shape = 'circle', tone = 'plain' } = mark;
  const router = useRouter();
  const tips = useTips();
  const isFirstTouch = useRef(false);
  const show = () => tips.show({ x, y, lines });
  const parts = (
    <>
      {strip && (
        <>
          <rect
            className={styles.strip}
            x={x - strip.width / 2}
            width={strip.width}
            y={strip.top}
            height={strip.bottom - strip.top}
          />
          <line className={styles.cursor} x1={x} x2={x} y1={strip.top} y2={strip.bottom} />
        </>
      )}
      {draw?.(mark) ?? (
        <path
          className={styles.point}
          data-shape={shape}
          d={shapePaths[shape]}
          transform={`translate(${x} ${y})`}
        />
      )}
    </>
  );
  const common = {
    className: styles.mark,
    'data-tone': tone,
    tabIndex: isCurrent ? 0 : -1,
    role: href === undefined ? 'img' : undefined,
    'aria-label': lines.join(', '),
    onFocus: () => {
      onReach(at);
      show();
    },
    onBlur: tips.hide,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') tips.close();
      onMove(event, at);
    },
    onPointerEnter: show,
    onPointerLeave: tips.hide,
    onPointerDown: ({ pointerType, currentTarget }: PointerEvent) => {
      isFirstTouch.current = pointerType === 'touch' && document.activeElement !== currentTarget;
    },
  };
  if (href === undefined) return <g {...common}>{parts}</g>;
  const open = (event: MouseEvent<SVGElement & HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // A finger covers the point and has no hover: its first touch says what it is, its second opens it.
    if (isFirstTouch.current) return event.currentTarget.focus();
    // Enter also makes a click, but without a position.
    const hasPosition = event.detail > 0;
    const to = hasPosition && hrefAt ? hrefAt(heightOf(event)) : href;
    if (!openQuery(to) && !openAtOnce(to)) router.push(to);
  };
  return (
    <a {...common} href={href} onClick={open}>
      {parts}
    </a>
  );
});
