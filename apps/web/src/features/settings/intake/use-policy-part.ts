'use client';

import { type Intake, IntakePolicy, IntakePolicyChange } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import type { PolicyFault } from './policy-faults';

export type PartProps = { intake: Intake; mayChange: boolean };
export type PolicyPart = ReturnType<typeof usePolicyPart>;

type Whole = 'depth' | 'openPerRequester' | 'answerWithinHours' | 'graceHours' | 'minOptions';
const optionals = [
  'perRequesterPerHour',
  'perRequesterPerDay',
  'remindBeforeHours',
  'highWatermark',
  'lowWatermark',
] as const;
type Optional = (typeof optionals)[number];
/** The policy as its fields have it: an empty number is NaN. */
type Values = Omit<IntakePolicy, Optional> & Record<Optional, number>;

/**
 * The form of one part of the intake policy. `policy` is the policy as it would be after saving. `faultsOf` finds
 * what the bounds of the fields do not.
 */
export function usePolicyPart(
  name: string,
  { intake, mayChange }: PartProps,
  faultsOf: (policy: IntakePolicy) => PolicyFault[] = () => [],
) {
  const path = paths.intake(useWorkspace().slug, useBoardKey());
  const form = useApiForm<Values, IntakePolicyChange, unknown>({
    schema: IntakePolicyChange,
    savedValues: valuesOf(intake),
    draftKey: `${name} ${path}`,
    toBody: (_, changed) => withNulls(changed),
    check: (values) => faultsOf(policyOf(values)),
    send: (change) => api.patch(path, change),
    said: 'Saved',
    onSaved: useRenewBoard(),
  });
  const bounded = <Name extends Whole | Optional>(name: Name, min: number, max: number) => {
    const field = form.field(name);
    return {
      ...field,
      minValue: min,
      maxValue: max,
      isReadOnly: !mayChange,
      error: boundsError(field.error, min, max),
    };
  };
  return {
    form,
    policy: policyOf(form.values),
    number: (name: Whole, min: number, max: number) => bounded(name, min, max),
    /** A number that may be left empty. */
    optional: (name: Optional, min: number, max: number) => ({ ...bounded(name, min, max), optional: true }),
  };
}

function valuesOf(intake: Intake): Values {
  const { gate: _gate, waiting: _waiting, ...policy } = intake;
  const numbers = optionals.map((name) => [name, policy[name] ?? Number.NaN]);
  return { ...policy, ...(Object.fromEntries(numbers) as Record<Optional, number>) };
}

function policyOf(values: Values): IntakePolicy {
  return withNulls(values) as IntakePolicy;
}

function withNulls(values: Partial<Values>): IntakePolicyChange {
  const empty = optionals.filter((name) => Number.isNaN(values[name]));
  return { ...values, ...Object.fromEntries(empty.map((name) => [name, null])) };
}

/** The schema's message about a number names neither bound. */
function boundsError(message: string | undefined, min: number, max: number): string | undefined {
  return message?.startsWith('Invalid') || message?.startsWith('Too')
    ? `A number from ${min} to ${max}.`
    : message;
}
