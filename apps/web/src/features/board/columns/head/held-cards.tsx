import type { Column } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useHeldText } from '../../header/held-text';
import styles from '../column.module.css';

/** The recurring cards that wait for room in a column. The tooltip shows since when. */
export function HeldInColumn({ column }: { column: Column }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const format = useFormatter();
  const heldText = useHeldText(board);
  const first = board.columns.find(({ kind }) => kind === 'queue')?.id;
  const held = board.recurringCards.filter(
    ({ state, columnId }) => state === 'waiting' && (columnId ?? first) === column.id,
  );
  if (held.length === 0) return null;
  return (
    <p className={styles.held} dir="auto" title={held.map(heldText).join('\n')}>
      {t('recurring.waiting', { titles: format.list(held.map(({ title }) => title)) })}
    </p>
  );
}
