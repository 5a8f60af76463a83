'use client';

import type { CardDetail } from '@weir/contract';
import { useId } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Popover } from '@/components/overlay/popover';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { CardLabels, labelsOf } from '../../labels/card-labels';
import { LabelPicker } from '../../labels/label-picker';
import { useCardLabels } from '../../labels/use-card-labels';
import styles from './card-facts.module.css';
import { FactButton } from './fact';

/** The labels of a card. Choosing one gives it to the card or takes it off at once. */
export function LabelsFact({ card }: { card: CardDetail }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const id = useId();
  const chosen = useCardLabels(card);
  const labels = labelsOf(board, chosen.ids);
  return (
    <div className={styles.fact}>
      <dt id={id}>{t('labels.title')}</dt>
      <dd>
        <Popover
          title={t('labels.title')}
          hideTitle
          trigger={
            <FactButton labelledBy={id} invitation={labels.length === 0 && t('labels.add')}>
              <CardLabels labels={labels} />
            </FactButton>
          }
        >
          <LabelPicker chosen={chosen} />
        </Popover>
        {chosen.problem && <ProblemNotice problem={chosen.problem} />}
      </dd>
    </div>
  );
}
