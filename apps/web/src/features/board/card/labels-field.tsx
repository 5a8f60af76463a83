'use client';

import { useId, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Popover } from '@/components/overlay/popover';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { CardLabels, labelsOf } from './labels/card-labels';
import { LabelPicker } from './labels/label-picker';
import styles from './labels/labels.module.css';
import { changedLabels } from './labels/use-card-labels';
import { FactButton } from './panel/facts/fact';

/** The labels of a card that is being created. */
export function LabelsField({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const id = useId();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const chosen = {
    ids: value,
    change: (change: Parameters<typeof changedLabels>[1]) => {
      setProblem(null);
      onChange(changedLabels(value, change));
    },
    refuse: setProblem,
  };
  return (
    <div className={styles.field}>
      <span id={id} className={styles.label}>
        {t('labels.title')} <span className={styles.optional}>{t('components.field.optional')}</span>
      </span>
      <Popover
        title={t('labels.title')}
        hideTitle
        trigger={
          <FactButton labelledBy={id} invitation={value.length === 0 && t('labels.add')}>
            <CardLabels labels={labelsOf(board, value)} />
          </FactButton>
        }
      >
        <LabelPicker chosen={chosen} />
      </Popover>
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
}
