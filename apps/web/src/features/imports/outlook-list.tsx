import type { ImportOutlook } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';

/** The expected result of an import: what comes, what the caps leave out, and notes on cards that are changed. */
export function OutlookList({ outlook }: { outlook: ImportOutlook }) {
  const t = useTranslations();
  const { cards, existing = 0, requests, teams, leftOut, full, capped = [], oversized = [], notes } = outlook;
  const { shortNames = 0, files } = outlook;
  const hasFiles = files !== undefined && files.added + files.missing > 0;
  const hasTeams = teams !== undefined && teams.added + teams.matched > 0;
  return (
    <ul className={styles.outlook}>
      <li>{t('imports.outlook.cards', { count: cards })}</li>
      {existing > 0 && <li>{t('imports.outlook.existing', { count: existing })}</li>}
      {requests !== undefined && <li>{t('imports.outlook.requests', { count: requests })}</li>}
      {hasTeams && <li>{t('imports.outlook.teams', teams)}</li>}
      {hasFiles && <li>{t('imports.outlook.files', files)}</li>}
      {leftOut > 0 && <li>{t('imports.outlook.leftOut', { count: leftOut })}</li>}
      {oversized.map(({ board, cap, max, found }) => (
        <li key={board}>{t('imports.outlook.oversized', { board, cap, max, found })}</li>
      ))}
      {full.map(({ column, limit, tooMany }) => (
        <li key={column}>{t('imports.outlook.full', { column, limit, count: tooMany })}</li>
      ))}
      {capped.map(({ of, ...each }) => (
        <li key={`${each.cap} ${of}`}>{t('imports.outlook.capped', { ...each, of: of ?? '' })}</li>
      ))}
      {shortNames > 0 && <li>{t('imports.outlook.shortNames', { count: shortNames })}</li>}
      {notes.map(({ note, cards: count }) => (
        <li key={note}>{t('imports.outlook.note', { count, note: t(`imports.notes.${note}`) })}</li>
      ))}
    </ul>
  );
}
