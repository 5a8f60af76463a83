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

/** Whether a place would take the card in the air, as a shape, a colour and words. */
export function VerdictWord({ verdict }: { verdict: Verdict }) {
  if (verdict.kind === 'home') return null;
  return (
    <span className={styles.verdict} data-kind={verdict.kind}>
      <Glyph name={glyphs[verdict.kind]} size={11} />
      <span>{verdictShown(verdict)}</span>
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
