'use client';

import type { ClassLevel, ServiceLevelFigures } from '@weir/contract';
import { expectationText } from '@/lib/words/expectation';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './late-cards.module.css';

/** How often each expectation was kept. */
export function Levels({ data: { levels, boards } }: { data: ServiceLevelFigures }) {
  const t = useTranslations();
  const expected = levels.filter(({ expectation }) => expectation !== null);
  if (expected.length === 0) return <p className={styles.levels}>{t('serviceLevels.late.noLevels')}</p>;
  const textOf = ({ classOfService, expectation, kept, sample, share }: ClassLevel) => {
    const name = t(`vocabulary.classes.${classOfService}`);
    const text = expectation ? expectationText(t, expectation) : '';
    return share === null
      ? t('serviceLevels.late.levelNone', { name, expectation: text })
      : t('serviceLevels.late.level', { name, expectation: text, kept: kept ?? 0, sample, share });
  };
  return (
    <ul className={styles.levels}>
      {expected.map((level) => (
        <li key={`${level.board} ${level.classOfService}`}>
          {boards.length > 1
            ? t('serviceLevels.late.boardLevel', { board: level.board, level: textOf(level) })
            : textOf(level)}
        </li>
      ))}
    </ul>
  );
}
