'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { PickerField } from '../picker/picker-field';
import { toggledIds } from '../picker/use-toggled';
import { CardLabels, labelsOf } from './card-labels';
import { LabelPicker } from './label-picker';

/** The labels of a card that is being created. */
export function LabelsField({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const toggle = (id: string, isOn: boolean) => {
    setProblem(null);
    onChange(toggledIds(value, id, isOn));
  };
  return (
    <PickerField
      title={t('labels.title')}
      invitation={value.length === 0 && t('labels.add')}
      shown={<CardLabels labels={labelsOf(board, value)} />}
    >
      <LabelPicker ids={value} onToggle={toggle} onRefused={setProblem} />
      {problem && <ProblemNotice problem={problem} />}
    </PickerField>
  );
}
