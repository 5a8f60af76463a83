'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import styles from './tip.module.css';

/** What is said about a point: its name, then facts. `x` and `y` are its place in the picture. */
export type TipOf = { x: number; y: number; lines: readonly string[] };

type Tips = { show: (tip: TipOf) => void; hide: () => void; close: () => void };

const Context = createContext<Tips | null>(null);

/** Milliseconds in which the pointer can go from the point to its tip, to read it enlarged or to select its text. */
const patience = 150;

/** A line of facts beside the point that is focused or pointed at. Escape closes it. Screen readers get it as the point's name. */
export function TipProvider({ width, children }: { width: number; children: ReactNode }) {
  const [tip, setTip] = useState<TipOf | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  const tips = useMemo(
    () => ({
      show: (next: TipOf) => {
        clearTimeout(leaving.current);
        setTip(next);
      },
      hide: () => {
        clearTimeout(leaving.current);
        leaving.current = setTimeout(() => setTip(null), patience);
      },
      close: () => setTip(null),
    }),
    [],
  );
  const [name, ...facts] = tip?.lines ?? [];
  return (
    <Context value={tips}>
      {children}
      {tip && (
        <div
          aria-hidden="true"
          className={styles.tip}
          data-side={tip.x < width / 3 ? 'start' : tip.x > (width * 2) / 3 ? 'end' : 'middle'}
          data-below={tip.y < 90 || undefined}
          style={{ left: tip.x, top: tip.y }}
          onPointerEnter={() => clearTimeout(leaving.current)}
          onPointerLeave={tips.hide}
        >
          <b dir="auto">{name}</b>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
      )}
    </Context>
  );
}

export function useTips(): Tips {
  const tips = useContext(Context);
  if (!tips) throw new Error('outside of a chart');
  return tips;
}
