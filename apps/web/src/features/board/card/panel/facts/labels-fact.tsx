'use client';

import type { CardDetail } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { CardLabels, labelsOf } from '../../labels/card-labels';
import { LabelPicker } from '../../labels/label-picker';
import { useToggled } from '../../picker/use-toggled';
import { PickedFact } from './picked-fact';

/** The labels of a card. Choosing one gives it to the card or takes it off at once. */
export function LabelsFact({ card }: { card: CardDetail }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const { shown, problem, setProblem, toggle } = useToggled(
    card,
    'labelIds',
    t('labels.saved', { ref: card.ref }),
  );
  const labels = labelsOf(board, shown.labelIds);
  return (
    <PickedFact
      part="labels"
      label={t('labels.title')}
      invitation={labels.length === 0 && t('labels.add')}
      shown={<CardLabels labels={labels} />}
      refusal={problem && <ProblemNotice problem={problem} />}
      onOpen={() => setProblem(null)}
    >
      <LabelPicker
        ids={shown.labelIds}
        onToggle={(id, isOn) => void toggle(id, isOn)}
        onRefused={setProblem}
      />
    </PickedFact>
  );
}
