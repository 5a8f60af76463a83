'use client';

import { type Intake, type IntakePolicy, IntakePolicyChange } from '@weir/contract';
import { fieldError } from '@/components/feedback/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { focusFault } from '@/lib/forms/focus-fault';
import { useUnsaved } from '@/lib/use-unsaved';
import { useSaving } from '../use-saving';
import { fault, type PolicyFault } from './policy-faults';

export type PartProps = { workspace: string; boardKey: string; intake: Intake; mayChange: boolean };
type Whole = 'depth' | 'openPerRequester' | 'answerWithinHours' | 'graceHours' | 'minOptions';
type Optional =
  | 'perRequesterPerHour'
  | 'perRequesterPerDay'
  | 'remindBeforeHours'
  | 'highWatermark'
  | 'lowWatermark';

/**
 * A part of the intake's policy that is saved on its own: the policy as it would be, what changes it, and what is
 * wrong with it. What is typed is kept under its `name`. `faultsOf` finds what the fields' own bounds do not.
 */
export function usePolicyPart(
  name: string,
  { workspace, boardKey, intake, mayChange }: PartProps,
  faultsOf: (policy: IntakePolicy) => PolicyFault[] = () => [],
) {
  const saving = useSaving(workspace, boardKey);
  const [draft, setDraft] = useUnsaved<Partial<IntakePolicy>>(
    `${name} ${paths.intake(workspace, boardKey)}`,
    {},
  );
  const policy: IntakePolicy = { ...intake, ...draft };
  const change = (part: Partial<IntakePolicy>) => {
    setDraft((now) => ({ ...now, ...part }));
    saving.touch();
  };
  const save = async () => {
    const parsed = IntakePolicyChange.safeParse(draft);
    const problem = parsed.success ? fault(faultsOf(policy)) : invalidInput(parsed.error);
    if (problem) {
      saving.refuse(problem);
      return focusFault();
    }
    if (await saving.save(() => api.patch(paths.intake(workspace, boardKey), parsed.data))) setDraft({});
  };
  const bounded = (name: keyof IntakePolicy, min: number, max: number) => ({
    minValue: min,
    maxValue: max,
    isReadOnly: !mayChange,
    error: ownError(fieldError(saving.problem, name), min, max),
  });
  return {
    policy,
    saving,
    change,
    save,
    isChanged: Object.keys(draft).length > 0,
    /** Of a number that there always is. */
    number: (name: Whole, min: number, max: number) => ({
      ...bounded(name, min, max),
      value: policy[name],
      onChange: (value: number) => change({ [name]: value }),
    }),
    /** Of a number that an empty field leaves out. */
    optional: (name: Optional, min: number, max: number) => ({
      ...bounded(name, min, max),
      optional: true,
      value: policy[name] ?? Number.NaN,
      onChange: (value: number) => change({ [name]: Number.isNaN(value) ? null : value }),
    }),
  };
}

/** What a schema says of a number is for programs. */
function ownError(said: string | undefined, min: number, max: number): string | undefined {
  return said?.startsWith('Invalid') || said?.startsWith('Too') ? `A number from ${min} to ${max}.` : said;
}
