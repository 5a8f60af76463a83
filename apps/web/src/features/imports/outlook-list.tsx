import type { ImportOutlook } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';

/** The expected result of an import, with notes on cards that are changed or left out. */
export function OutlookList({ outlook }: { outlook: ImportOutlook }) {
  const t = useTranslations();
  const { cards, requests, leftOut, full, notes } = outlook;
  return (
    <ul className={styles.outlook}>
      <li>{t('imports.outlook.cards', { count: cards })}</li>
      {requests !== undefined && <li>{t('imports.outlook.requests', { count: requests })}</li>}
      {leftOut > 0 && <li>{t('imports.outlook.leftOut', { count: leftOut })}</li>}
      {full.map(({ column, limit, tooMany }) => (
        <li key={column}>{t('imports.outlook.full', { column, limit, count: tooMany })}</li>
      ))}
      {notes.map(({ note, cards: count }) => (
        <li key={note}>{t('imports.outlook.note', { count, note: t(`imports.notes.${note}`) })}</li>
      ))}
    </ul>
  );
}
