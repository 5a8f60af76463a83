'use client';

import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import styles from './card.module.css';

/** How many of something a card has, on the card's face. `text` says it in words. */
export function FaceCount({ count, glyph, text }: { count: number; glyph: GlyphName; text: string }) {
  return (
    <span className={styles.count} title={text}>
      <Glyph name={glyph} size={12} />
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
