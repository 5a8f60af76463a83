'use client';

import { computeDeadlines } from '@weir/domain';
import { Instant, useNow } from '@/components/data/time';
import { FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { EscalateField } from './escalate-field';
import { policyFaults } from './policy-faults';
import { PolicyGroup } from './policy-group';
import { type PartProps, type PolicyPart, usePolicyPart } from './use-policy-part';

/** What happens around the deadline: who is reminded, who is told that it passed, and when the request ends. */
export function DeadlinePart(props: PartProps) {
  const part = usePolicyPart('deadline', props, policyFaults);
  const { policy, form } = part;
  return (
    <PolicyGroup
      title="What happens at the deadline"
      part={part}
      mayChange={props.mayChange}
      meaning={<DeadlineMeaning policy={policy} />}
    >
      <FormRow>
        <NumberField
          label="Remind before it (hours)"
          {...part.optional('remindBeforeHours', 1, 2160)}
          description="Who answers is reminded then. Empty: nobody is."
        />
        <NumberField
          label="Grace after it (hours)"
          {...part.number('graceHours', 0, 2160)}
          description="From overdue to the end by itself. 0: at once."
        />
      </FormRow>
      <EscalateField {...form.field('escalateTo')} isReadOnly={!props.mayChange} />
    </PolicyGroup>
  );
}

function DeadlineMeaning({ policy }: { policy: PolicyPart['policy'] }) {
  const now = useNow();
  const { timeZone, escalateTo } = policy;
  if (Number.isNaN(policy.graceHours)) return 'Fill in the fields to see when a request ends.';
  const { remindAt, answerBy, expiresAt } = computeDeadlines(new Date(now), policy);
  const told =
    escalateTo.length === 0
      ? 'all who answer are'
      : escalateTo.length === 1
        ? 'one is'
        : `${escalateTo.length} are`;
  return (
    <>
      Of what is asked now,{' '}
      {remindAt && (
        <>
          who answers is reminded <Instant at={remindAt.toISOString()} zone={timeZone} />;{' '}
        </>
      )}
      from <Instant at={answerBy.toISOString()} zone={timeZone} /> on it is overdue, and {told} told; it ends
      by itself <Instant at={expiresAt.toISOString()} zone={timeZone} />, as a “not now” with a ticket to ask
      again.
    </>
  );
}
