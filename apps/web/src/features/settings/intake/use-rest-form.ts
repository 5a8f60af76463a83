'use client';

import { type Intake, type IntakePolicyChange, optionalRestNumbers, type RestPolicy } from '@weir/contract';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';

type Threshold = keyof typeof optionalRestNumbers;
/** An empty threshold is NaN. */
type Values = { isOn: boolean; rest: { [Name in keyof RestPolicy]: NonNullable<RestPolicy[Name]> } };
export type RestForm = ReturnType<typeof useRestForm>;

const thresholds = Object.keys(optionalRestNumbers) as Threshold[];

/** The first values when a manager switches rests on. */
const first: RestPolicy = {
  overloadedDays: 3,
  ofDays: 5,
  load: 50,
  age: null,
  overrides: null,
  overdue: null,
  byItself: false,
  calmDays: 2,
  lowMark: 70,
  longestDays: 10,
};

export function useRestForm(intake: Intake) {
  const t = useTranslations();
  const path = requestPaths.intake(useWorkspace().slug, useBoardKey());
  return useInPlaceForm<Values, IntakePolicyChange, unknown>({
    schema: schemas.IntakePolicyChange,
    savedValues: valuesOf(intake),
    draftKey: `rest ${path}`,
    toBody: ({ isOn, rest }) => ({ rest: isOn ? policyOf(rest) : null }),
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
}

function valuesOf({ rest }: Intake): Values {
  const policy = rest ?? first;
  const numbers = thresholds.map((name) => [name, policy[name] ?? Number.NaN]);
  return { isOn: rest !== null, rest: { ...policy, ...Object.fromEntries(numbers) } };
}

function policyOf(rest: Values['rest']): RestPolicy {
  const empty = thresholds.filter((name) => Number.isNaN(rest[name]));
  return { ...rest, ...Object.fromEntries(empty.map((name) => [name, null])) };
}
