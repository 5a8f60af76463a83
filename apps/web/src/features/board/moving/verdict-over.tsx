'use client';

import { useLayoutEffect, useRef } from 'react';
import type { Verdict } from './verdict';
import { VerdictWord } from './verdict-word';
import styles from './verdict-word.module.css';

/** So far from the edge of the screen at least, in pixels. */
const margin = 8;

/** All that a place has to say to the card over it, over everything else, where it was put or as near as the screen lets it. */
export function VerdictOver({ verdict }: { verdict: Verdict }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const over = element.current;
    if (!over) return;
    const put = () => {
      const at = over.parentElement?.getBoundingClientRect();
      if (!at) return;
      over.style.left = `${within(at.left, window.innerWidth - over.offsetWidth)}px`;
      over.style.top = `${within(at.top - 4, window.innerHeight - over.offsetHeight)}px`;
    };
    over.showPopover();
    put();
    window.addEventListener('scroll', put, true);
    return () => window.removeEventListener('scroll', put, true);
  });
  return (
    <div ref={element} popover="manual" className={styles.over}>
      <VerdictWord verdict={verdict} />
    </div>
  );
}

function within(wanted: number, most: number): number {
  return Math.max(margin, Math.min(wanted, most - margin));
}
