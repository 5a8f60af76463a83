'use client';

import type { NotNowReason } from '@weir/contract';
import { notNowReasons } from '@weir/domain';
import { fieldError } from '@/components/feedback/problem-notice';
import { Select } from '@/components/form/select';
import type { AnyProblem } from '@/lib/api/result';
import { reasonWords } from '../words';

type Props = {
  value: NotNowReason | null;
  problem: AnyProblem | null;
  onChange: (reason: NotNowReason) => void;
};

const reasons = notNowReasons.map((id) => ({ id, label: reasonWords[id].label }));

/** Why not, or why another makes way, in a code that is counted. */
export function ReasonField({ value, problem, onChange }: Props) {
  return (
    <Select
      label="Why"
      placeholder="Choose why"
      options={reasons}
      value={value}
      onChange={onChange}
      error={value ? undefined : fieldError(problem, 'reason')}
    />
  );
}
