'use client';

import { optionalRestNumbers, restNumbers } from '@weir/contract';
import { Checkbox } from '@/components/choice/checkbox';
import { FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './policy.module.css';
import type { RestForm } from './use-rest-form';

const bounds = { ...restNumbers, ...optionalRestNumbers };

/** The numbers of a rest policy, and what they mean together. */
export function RestFields({ form, mayChange }: { form: RestForm; mayChange: boolean }) {
  const t = useTranslations();
  const { rest } = form.values;
  const numberOf = (name: keyof typeof bounds) => (
    <NumberField
      {...form.field(`rest.${name}`)}
      minValue={bounds[name].min}
      maxValue={bounds[name].max}
      label={t(`intakePolicy.rest.fields.${name}.label`)}
      description={t(`intakePolicy.rest.fields.${name}.hint`)}
      optional={name in optionalRestNumbers}
      isReadOnly={!mayChange}
    />
  );
  return (
    <>
      <FormRow>
        {numberOf('overloadedDays')}
        {numberOf('ofDays')}
      </FormRow>
      <p className={styles.note}>{t('intakePolicy.rest.thresholds')}</p>
      <FormRow>
        {numberOf('load')}
        {numberOf('age')}
      </FormRow>
      <FormRow>
        {numberOf('overrides')}
        {numberOf('overdue')}
      </FormRow>
      <FormRow>
        {numberOf('calmDays')}
        {numberOf('lowMark')}
      </FormRow>
      {numberOf('longestDays')}
      <Checkbox
        {...form.checkbox('rest.byItself')}
        isReadOnly={!mayChange}
        hint={t('intakePolicy.rest.byItselfHint')}
      >
        {t('intakePolicy.rest.byItself')}
      </Checkbox>
      <p className={styles.meaning} role="status">
        {t('intakePolicy.rest.meaning', {
          days: rest.overloadedDays || 0,
          of: rest.ofDays || 0,
          byItself: rest.byItself ? 'yes' : 'no',
          calm: rest.calmDays || 0,
          longest: rest.longestDays || 0,
        })}
      </p>
    </>
  );
}
