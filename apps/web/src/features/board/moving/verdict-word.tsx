'use client';

import { useLayoutEffect, useRef } from 'react';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import type { Verdict } from './verdict';
import styles from './verdict-word.module.css';

type Told = Exclude<Verdict['kind'], 'current'>;

const glyphs: Record<Told, GlyphName> = {
  allowed: 'check',
  recorded: 'note',
  needsReason: 'half',
  unfinished: 'onward',
  refused: 'block',
};

const brief: Record<Told, string> = {
  allowed: 'Would take it',
  recorded: 'Is recorded',
  needsReason: 'With your reason',
  unfinished: 'Finish it first',
  refused: 'No room',
};

/** Whether a place would take the card in the air, as a shape, a colour and words; briefly in one line. */
export function VerdictWord({ verdict, isBrief = false }: { verdict: Verdict; isBrief?: boolean }) {
  if (verdict.kind === 'current') return null;
  return (
    <span className={styles.verdict} data-kind={verdict.kind} data-brief={isBrief || undefined}>
      <Glyph name={glyphs[verdict.kind]} size={11} />
      <span>{isBrief ? brief[verdict.kind] : verdictLabel(verdict)}</span>
    </span>
  );
}

/** The words alone. */
export function verdictLabel(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'current':
      return 'It stands here';
    case 'allowed':
      return 'Would take it';
    case 'recorded':
      return `${verdict.why} Passes, is recorded.`;
    case 'needsReason':
      return `${verdict.why} Passes with your reason.`;
    case 'unfinished':
    case 'refused':
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
