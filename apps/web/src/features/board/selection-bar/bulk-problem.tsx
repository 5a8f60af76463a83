'use client';

import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './selection-bar.module.css';

const mostShown = 4;

/** The cards that could not be changed, each with the reason. They stay selected. */
export function BulkProblem() {
  const { bulk } = useBoardPage();
  const t = useTranslations();
  if (!bulk.report) return null;
  const { action, changed, failed } = bulk.report;
  const hidden = failed.length - mostShown;
  return (
    <Notice
      tone="refusal"
      role="alert"
      title={t('selection.failed', { action, failed: failed.length, changed })}
      actions={
        <Button size="small" onPress={bulk.dismiss}>
          {t('common.dismiss')}
        </Button>
      }
    >
      <ul className={styles.report}>
        {failed.slice(0, mostShown).map(({ card, problem }) => (
          <li key={card.number}>
            <b>{card.ref}</b> {problem.detail || t(`problems.${problem.code}.meaning`)}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p>{t('acceptedWork.more', { count: hidden })}</p>}
      <p>{t('selection.stay')}</p>
    </Notice>
  );
}
