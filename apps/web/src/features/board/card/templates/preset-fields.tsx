'use client';

import type { Board } from '@weir/contract';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import choice from '@/components/choice/choice.module.css';
import { LabelChip } from '@/components/data/label-chip';
import field from '@/components/form/field.module.css';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { useTranslations } from '@/lib/words/use-translations';
import { classOptions, classPolicy } from '../class-mark';
import { FieldInput } from '../fields/field-input';
import styles from './preset-fields.module.css';
import type { PresetValues } from './preset-values';

type Props = {
  board: Board;
  values: PresetValues;
  set: (part: Partial<PresetValues>) => void;
  error: (path: string) => string | undefined;
};

/** What a new card starts with: its text, class, labels, lane, checklist and custom fields. */
export function PresetFields({ board, values, set, error }: Props) {
  const t = useTranslations();
  return (
    <>
      <TextField
        label={t('card.title')}
        value={values.title}
        onChange={(title) => set({ title })}
        error={error('title')}
      />
      <TextArea
        label={t('card.description')}
        optional
        value={values.description}
        onChange={(description) => set({ description })}
        error={error('description')}
      />
      <TextArea
        label={t('cardTemplates.checklist')}
        optional
        description={t('cardTemplates.checklistHint')}
        value={values.checklistItems}
        onChange={(checklistItems) => set({ checklistItems })}
        error={error('checklistItems')}
      />
      <Select
        label={t('card.classOfService')}
        options={classOptions(t)}
        description={classPolicy(t, board, values.classOfService)}
        value={values.classOfService}
        onChange={(classOfService) => set({ classOfService })}
        error={error('classOfService')}
      />
      {board.swimlanes.length > 0 && (
        <Select
          label={t('card.lane')}
          optional
          options={[
            { id: '', label: t('board.lanes.none') },
            ...board.swimlanes.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={values.swimlaneId}
          onChange={(swimlaneId) => set({ swimlaneId })}
          error={error('swimlaneId')}
        />
      )}
      {board.labels.length > 0 && (
        <CheckboxGroup
          className={field.field ?? ''}
          value={values.labelIds}
          onChange={(labelIds) => set({ labelIds })}
        >
          <Label className={field.label ?? ''}>{t('labels.title')}</Label>
          <div className={styles.labels}>
            {board.labels.map((label) => (
              <Checkbox
                key={label.id}
                value={label.id}
                className={`${choice.choice} ${styles.label}`}
                aria-label={label.name}
              >
                <span className={choice.tick} aria-hidden="true" />
                <LabelChip label={label} />
              </Checkbox>
            ))}
          </div>
        </CheckboxGroup>
      )}
      {board.fields.map((each) => (
        <FieldInput
          key={each.id}
          field={each}
          value={values.fields[each.id]}
          onChange={(value) => set({ fields: { ...values.fields, [each.id]: value } })}
          error={error(`fields.${each.id}`)}
        />
      ))}
    </>
  );
}
