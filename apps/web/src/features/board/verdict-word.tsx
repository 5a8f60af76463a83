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
      <span>
        {'why' in verdict ? verdict.why : 'Would take it'}
        {verdict.kind === 'records' && ' Passes, is recorded.'}
        {verdict.kind === 'asks' && ' Passes with your reason.'}
      </span>
    </span>
  );
}
