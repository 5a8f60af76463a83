'use client';

import type { WaitsMap } from '@weir/contract';
import { curveBasis, line } from 'd3-shape';
import { useId, useMemo, useSyncExternalStore } from 'react';
import { StateWord } from '@/components/data/state-word';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { boxHeight, boxWidth, type DrawnBoard, layOut } from './layout';
import { WaitCount, type WaitCountProps } from './wait-count';
import styles from './waits-map.module.css';

const pathOf = line<{ x: number; y: number }>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .curve(curveBasis);

const narrow = '(max-width: 40rem)';

/**
 * The boards as boxes, with an arrow from each board to the boards that it waits on. The number on an arrow opens the waiting items. The
 * tables below show the same facts.
 */
export function DrawnMap({ map, nameOf, onOpen }: WaitCountProps & { map: WaitsMap }) {
  const t = useTranslations();
  const id = useId();
  const direction = useDirection();
  const drawing = useMemo(() => layOut(map, direction), [map, direction]);
  const inCircle = useMemo(() => new Set(map.circles.flat()), [map.circles]);
  return (
    <div className={styles.drawing}>
      <div className={styles.canvas} style={{ width: drawing.width, height: drawing.height }}>
        <svg width={drawing.width} height={drawing.height} aria-hidden="true">
          <defs>
            <marker
              id={`${id}-head`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 L8 4 L0 8 Z" className={styles.head} />
            </marker>
          </defs>
          {drawing.waits.map(({ from, on, points }) => (
            <g
              key={`${from} ${on}`}
              data-circle={(inCircle.has(from) && inCircle.has(on)) || undefined}
              className={styles.wait}
            >
              <path d={pathOf(points) ?? ''} markerEnd={`url(#${id}-head)`} />
            </g>
          ))}
        </svg>
        <ul className={styles.boards} aria-label={t('waits.map.boards')}>
          {drawing.boards.map((board) => (
            <Box key={board.key} board={board} isBottleneck={map.bottleneck?.board === board.key} />
          ))}
        </ul>
        <ul className={styles.counts} aria-label={t('waits.map.waits')}>
          {drawing.waits.map((wait) => (
            <li key={`${wait.from} ${wait.on}`} style={{ left: wait.label.x, top: wait.label.y }}>
              <WaitCount wait={wait} nameOf={nameOf} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Box({ board, isBottleneck }: { board: DrawnBoard; isBottleneck: boolean }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key, name, state, level, downstream, x, y } = board;
  return (
    <li style={{ left: x, top: y, width: boxWidth, height: boxHeight }}>
      <a href={`/${slug}/${key}`} className={styles.box} data-bottleneck={isBottleneck || undefined}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.figures}>
          <StateWord state={state} size="small" />
          <span>{t('waits.map.percent', { level })}</span>
        </span>
        {downstream > 0 && (
          <span className={styles.soft}>{t('waits.map.downstream', { level: downstream })}</span>
        )}
      </a>
    </li>
  );
}

/** A phone shows the layers below each other. */
function useDirection(): 'LR' | 'TB' {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(narrow);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => (matchMedia(narrow).matches ? 'TB' : 'LR'),
    () => 'LR',
  );
}
