import type { Card, Half } from '@weir/contract';
import { Glyph } from '@/components/glyph';
import styles from '../stack/places.module.css';

/** The name of a half; on the done one, how many are there for the next column to pull. */
export function HalfHead({ half, cards }: { half: Half; cards: readonly Card[] }) {
  if (half === 'doing')
    return (
      <p className={styles.half}>
        <b>Doing</b> <span>{cards.length}</span>
      </p>
    );
  return (
    <p className={styles.half}>
      <b>Done</b>{' '}
      {cards.length === 0 ? (
        <span>nothing to pull</span>
      ) : (
        <span className={styles.pull}>
          <Glyph name="onward" size={12} /> {cards.length} ready to pull
        </span>
      )}
    </p>
  );
}
