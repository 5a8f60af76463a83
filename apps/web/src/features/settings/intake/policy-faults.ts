import type { IntakePolicy, Problem } from '@weir/contract';
import { findPolicyFaults, type PolicyFault as PolicyFaultFound } from '@weir/domain';
import { faultText } from '@weir/words';
import { notSent } from '@/lib/api/result';
import { browserWords } from '@/lib/words/browser-words';

export type PolicyFault = { path: string; message: string };

/** The same refusal that the API would give, where there is anything to refuse. */
export function fault(errors: PolicyFault[]): Problem | null {
  return errors.length > 0 ? notSent(errors) : null;
}

/** Of the part with the depth: what another part names by it is told at the depth, where it was changed. */
export function faultsOfCapacity(policy: IntakePolicy): PolicyFault[] {
  const { minOptions, highWatermark } = policy;
  return policyFaults(policy).map((each) => {
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
  return policyFaults(policy).map((each) =>
    each.path === 'remindBeforeHours' ? { path: 'answerWithinHours', message } : each,
  );
}

/** The policy's faults, worded. */
export function policyFaults(policy: IntakePolicy): PolicyFault[] {
  return findPolicyFaults(policy).map(({ path, code, params }: PolicyFaultFound) => {
    const words = browserWords();
    return { path, message: words ? faultText(words, code, params) : code };
  });
}
