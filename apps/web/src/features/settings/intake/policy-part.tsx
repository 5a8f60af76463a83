'use client';

import {
  type Intake,
  type IntakePolicy,
  type IntakePolicyChange,
  optionalPolicyNumbers,
  policyNumbers,
} from '@weir/contract';
import { findPolicyFaults } from '@weir/domain';
import { faultText, type Words } from '@weir/words';
import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { SaveInPlace } from '@/components/form/save-button';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import type { FieldFault } from '@/lib/forms/values';
import { useTranslations } from '@/lib/words/use-translations';
import { useWords } from '@/lib/words/use-words';
import styles from './policy.module.css';

export type PartName = 'capacity' | 'answer' | 'deadline' | 'shedding' | 'gate' | 'choice';
export type PartProps = { intake: Intake; mayChange: boolean };
export type PolicyForm = ReturnType<typeof usePolicyForm>;

type OptionalName = keyof typeof optionalPolicyNumbers;
type NumberName = keyof typeof policyNumbers | OptionalName;
/** The policy as the fields have it: an empty number is NaN. */
type Values = Omit<IntakePolicy, NumberName> & Record<NumberName, number>;

/** The form of one part of the intake policy. `policy` is the policy as it would be after saving. */
export function usePolicyForm(part: PartName, { intake, mayChange }: PartProps) {
  const t = useTranslations();
  const words = useWords();
  const path = requestPaths.intake(useWorkspace().slug, useBoardKey());
  const form = useInPlaceForm<Values, IntakePolicyChange, unknown>({
    schema: schemas.IntakePolicyChange,
    savedValues: valuesOf(intake),
    draftKey: `${part} ${path}`,
    toBody: (_, changed) => withNulls(changed),
    check: (values) => policyFaults(part, policyOf(values), words),
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return { ...form, part, mayChange, policy: policyOf(form.values) };
}

/** A few settings that belong together, what they mean today, and whether they are saved. */
export function PolicyPart({
  form,
  meaning,
  children,
}: {
  form: PolicyForm;
  meaning: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations();
  const title = t(`intakePolicy.${form.part}.title`);
  return (
    <section className={styles.part} aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        {form.mayChange && <SaveInPlace form={form} name={t('components.save.part', { part: title })} />}
      </header>
      <Form {...form.props} label={title}>
        {children}
        <p className={styles.meaning} role="status">
          {meaning}
        </p>
        {form.problem && <ProblemNotice problem={form.problem} />}
      </Form>
    </section>
  );
}

/** One number of the policy, with the bounds that the contract gives it. */
export function PolicyNumber({ form, name }: { form: PolicyForm; name: NumberName }) {
  const t = useTranslations();
  const { min, max } = bounds[name];
  return (
    <NumberField
      {...form.field(name)}
      minValue={min}
      maxValue={max}
      label={t(`intakePolicy.fields.${name}.label`, {
        counted: form.policy.workingHours ? 'working' : 'all',
      })}
      description={t(`intakePolicy.fields.${name}.hint`)}
      optional={name in optionalPolicyNumbers}
      isReadOnly={!form.mayChange}
    />
  );
}

/**
 * What the API would refuse. A fault at a field of another part is shown at the field of this part that caused it.
 */
export function policyFaults(
  part: PartName,
  policy: Parameters<typeof findPolicyFaults>[0],
  words: Words,
): FieldFault[] {
  const { t } = words;
  const { minOptions, highWatermark, remindBeforeHours } = policy;
  return findPolicyFaults(policy).map(({ path, code, params }) => {
    if (part === 'capacity' && path === 'minOptions')
      return { path: 'depth', message: t('intakePolicy.faults.depthBelowMinimum', { min: minOptions }) };
    if (part === 'capacity' && path === 'highWatermark' && highWatermark !== null)
      return {
        path: 'depth',
        message: t('intakePolicy.faults.depthBelowWatermark', { high: highWatermark }),
      };
    if (part === 'answer' && path === 'remindBeforeHours' && remindBeforeHours !== null)
      return {
        path: 'answerWithinHours',
        message: t('intakePolicy.faults.answerBeforeReminder', { hours: remindBeforeHours }),
      };
    return { path, message: faultText(words, code, params) };
  });
}

const bounds = { ...policyNumbers, ...optionalPolicyNumbers };
const optionalNumbers = Object.keys(optionalPolicyNumbers) as OptionalName[];

function valuesOf(intake: Intake): Values {
  const { gate: _gate, waiting: _waiting, ...policy } = intake;
  const numbers = optionalNumbers.map((name) => [name, policy[name] ?? Number.NaN]);
  return { ...policy, ...Object.fromEntries(numbers) };
}

function policyOf(values: Values): IntakePolicy {
  return withNulls(values) as IntakePolicy;
}

function withNulls(values: Partial<Values>): IntakePolicyChange {
  const empty = optionalNumbers.filter((name) => Number.isNaN(values[name]));
  return { ...values, ...Object.fromEntries(empty.map((name) => [name, null])) };
}
