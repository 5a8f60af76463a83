'use client';

import { FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { policyFaults } from './policy-faults';
import { PolicyGroup } from './policy-group';
import { sheddingInWords } from './policy-words';
import { type PartProps, usePolicyPart } from './use-policy-part';

/** When more wait than can be answered well: from how many on requests are set aside, and down to how many. */
export function SheddingPart(props: PartProps) {
  const part = usePolicyPart('shedding', props, policyFaults);
  return (
    <PolicyGroup
      title="When more comes in than can be answered"
      part={part}
      mayChange={props.mayChange}
      meaning={sheddingInWords(props.intake.waiting, part.policy)}
    >
      <FormRow>
        <NumberField
          label="Shed when more wait than"
          {...part.optional('highWatermark', 1, 500)}
          description="The high watermark. Empty: nothing is shed."
        />
        <NumberField
          label="Down to"
          {...part.optional('lowWatermark', 0, 499)}
          description="The low watermark: so many keep waiting."
        />
      </FormRow>
    </PolicyGroup>
  );
}
