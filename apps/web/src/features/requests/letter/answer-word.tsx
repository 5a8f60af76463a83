import type { AnswerKind } from '@weir/contract';
import { answerWords } from '@weir/domain';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import styles from './answer-letter.module.css';

const looks: Record<AnswerKind, { glyph: GlyphName; tone: 'ok' | 'near' | 'plain' }> = {
  accept: { glyph: 'check', tone: 'ok' },
  trade: { glyph: 'check', tone: 'ok' },
  defer: { glyph: 'half', tone: 'near' },
  shed: { glyph: 'half', tone: 'near' },
  expired: { glyph: 'over', tone: 'near' },
  decline: { glyph: 'block', tone: 'plain' },
  duplicate: { glyph: 'open', tone: 'plain' },
  redirect: { glyph: 'open', tone: 'plain' },
  withdrawn: { glyph: 'close', tone: 'plain' },
};

/** What a request ended in, as a word, a shape and a colour. */
export function AnswerWord({ kind }: { kind: AnswerKind }) {
  const { glyph, tone } = looks[kind];
  return (
    <span className={styles.word} data-tone={tone}>
      <Glyph name={glyph} size={12} />
      {answerWords[kind]}
    </span>
  );
}
