'use client';

import { useLayoutEffect, useRef } from 'react';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import type { Verdict } from './verdict';
import styles from './verdict-label.module.css';

const glyphs: Record<Exclude<Verdict['kind'], 'current'>, GlyphName> = {
  allowed: 'check',
  recorded: 'note',
  needsReason: 'half',
  unfinished: 'onward',
  refused: 'block',
};

/** Whether a cell accepts the dragged card, as an icon, a colour and words: a sentence, or one line if `isBrief`. */
export function VerdictLabel({ verdict, isBrief = false }: { verdict: Verdict; isBrief?: boolean }) {
  const t = useTranslations();
  const { kind } = verdict;
  if (kind === 'current') return null;
  const text = isBrief
    ? t('board.verdict.brief', { kind })
    : t('board.verdict.label', { kind, why: 'why' in verdict ? verdict.why : '' });
  return (
    <span className={styles.verdict} data-kind={kind} data-brief={isBrief || undefined}>
      <Glyph name={glyphs[kind]} size={11} />
      <span>{text}</span>
    </span>
  );
}

/** Pixels between the popover and the edge of the screen. */
const margin = 8;

/** The full verdict of the cell under the pointer, above everything else and within the screen. */
export function VerdictPopover({ verdict }: { verdict: Verdict }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const popover = element.current;
    if (!popover) return;
    const place = () => {
      const at = popover.parentElement?.getBoundingClientRect();
      if (!at) return;
      popover.style.left = `${within(at.left, window.innerWidth - popover.offsetWidth)}px`;
      popover.style.top = `${within(at.top - 4, window.innerHeight - popover.offsetHeight)}px`;
    };
    popover.showPopover();
    place();
    window.addEventListener('scroll', place, true);
    return () => window.removeEventListener('scroll', place, true);
  });
  return (
    <div ref={element} popover="manual" className={styles.over}>
      <VerdictLabel verdict={verdict} />
    </div>
  );
}

function within(wanted: number, limit: number): number {
  return Math.max(margin, Math.min(wanted, limit - margin));
}
