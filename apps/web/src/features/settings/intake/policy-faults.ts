import { type IntakePolicy, type Problem, problem } from '@weir/contract';
import { findPolicyFaults } from '@weir/domain';

export type PolicyFault = { path: string; message: string };

/** The same refusal that the API would give, where there is anything to refuse. */
export function fault(errors: PolicyFault[]): Problem | null {
  return errors.length > 0 ? problem('invalid-input', 'Nothing was saved yet.', { errors }) : null;
}

/** Of the part with the depth: what another part names by it is told at the depth, where it was changed. */
export function faultsOfCapacity(policy: IntakePolicy): PolicyFault[] {
  const { minOptions, highWatermark } = policy;
  return findPolicyFaults(policy).map((each) => {
    if (each.path === 'minOptions')
      return { path: 'depth', message: `must be ${minOptions}, the least options, or more` };
    if (each.path === 'highWatermark' && highWatermark !== null)
      return { path: 'depth', message: `must be ${highWatermark}, the high watermark, or more` };
    return each;
  });
}

/** Of the part with the time to answer, as `faultsOfCapacity`. */
export function faultsOfAnswer(policy: IntakePolicy): PolicyFault[] {
  const { remindBeforeHours } = policy;
  const message = `must be above ${remindBeforeHours}, the hours before it at which who answers is reminded`;
  return findPolicyFaults(policy).map((each) =>
    each.path === 'remindBeforeHours' ? { path: 'answerWithinHours', message } : each,
  );
}
