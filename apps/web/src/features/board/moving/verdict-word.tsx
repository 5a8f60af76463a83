'use client';

import { useLayoutEffect, useRef } from 'react';
import { Glyph, type GlyphName } from '@/components/glyph';
import type { Verdict } from './verdict';
import styles from './verdict-word.module.css';

type Told = Exclude<Verdict['kind'], 'home'>;

const glyphs: Record<Told, GlyphName> = {
  takes: 'check',
  records: 'note',
  asks: 'half',
  unfinished: 'onward',
  refuses: 'block',
};

const brief: Record<Told, string> = {
  takes: 'Would take it',
  records: 'Is recorded',
  asks: 'With your reason',
  unfinished: 'Finish it first',
  refuses: 'No room',
};

/** Whether a place would take the card in the air, as a shape, a colour and words; briefly in one line. */
export function VerdictWord({ verdict, isBrief = false }: { verdict: Verdict; isBrief?: boolean }) {
  if (verdict.kind === 'home') return null;
  return (
    <span className={styles.verdict} data-kind={verdict.kind} data-brief={isBrief || undefined}>
      <Glyph name={glyphs[verdict.kind]} size={11} />
      <span>{isBrief ? brief[verdict.kind] : verdictShown(verdict)}</span>
    </span>
  );
}

/** The words alone. */
export function verdictShown(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'home':
      return 'It stands here';
    case 'takes':
      return 'Would take it';
    case 'records':
      return `${verdict.why} Passes, is recorded.`;
    case 'asks':
      return `${verdict.why} Passes with your reason.`;
    case 'unfinished':
    case 'refuses':
      return verdict.why;
  }
}

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
