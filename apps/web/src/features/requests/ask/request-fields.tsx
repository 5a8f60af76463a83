'use client';

import type { ClassOfService } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import type { ReactNode } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { TextArea, TextField } from '@/components/form/text-field';
import { useCurrentBoard } from '@/lib/context/board';
import type { ApiForm } from '@/lib/forms/api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { NeededByField } from './needed-by-field';
import type { Promised } from './use-answer-due';

/** The fields of a request; `neededBy` empty: no date. */
export type RequestValues = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  neededBy: string;
};

export const emptyRequest: RequestValues = {
  title: '',
  description: '',
  classOfService: 'standard',
  neededBy: '',
};

type Props = {
  form: ApiForm<RequestValues>;
  /** Why a class cannot be claimed now, by class. */
  refused?: Partial<Record<ClassOfService, string>>;
  /** When the team answers: says under the date what it does to the answer. */
  promised?: Promised | null;
  /** Shown directly below the title. */
  children?: ReactNode;
};

/** What a request says: the same fields to ask and to edit. */
export function RequestFields({ form, refused = {}, promised = null, children }: Props) {
  const t = useTranslations();
  const { today } = useCurrentBoard();
  const { value, onChange } = form.field('classOfService');
  return (
    <>
      <TextField label={t('ask.fields.title')} maxLength={400} {...form.field('title')} />
      {children}
      <TextArea
        label={t('ask.fields.description')}
        optional
        rows={5}
        max={20_000}
        {...form.field('description')}
      />
      <RadioGroup
        label={t('ask.fields.class')}
        description={t('ask.fields.classHint')}
        choices={classesOfService.map((id) => ({
          id,
          label: t(`vocabulary.classes.${id}`),
          description: refused[id] ?? t(`vocabulary.classMeanings.${id}`),
          isDisabled: refused[id] !== undefined,
        }))}
        value={refused[value] === undefined ? value : null}
        onChange={onChange}
      />
      <NeededByField
        field={form.field('neededBy')}
        optional={value !== 'fixedDate'}
        min={today}
        promised={promised}
      />
    </>
  );
}
