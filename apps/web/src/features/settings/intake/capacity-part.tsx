'use client';

import { FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { faultsOfCapacity } from './policy-faults';
import { PolicyGroup } from './policy-group';
import { capacityInWords } from './policy-words';
import { type PartProps, usePolicyPart } from './use-policy-part';

/** How many may wait, of all and of one person, and how fast one person may ask. */
export function CapacityPart(props: PartProps) {
  const part = usePolicyPart('capacity', props, faultsOfCapacity);
  const { waiting } = props.intake;
  return (
    <PolicyGroup
      title="How many may wait"
      part={part}
      mayChange={props.mayChange}
      meaning={capacityInWords(waiting, part.policy)}
    >
      <FormRow>
        <NumberField
          label="Depth"
          {...part.number('depth', 0, 500)}
          description="How many requests may wait. 0 closes the intake."
        />
        <NumberField
          label="Open per requester"
          {...part.number('openPerRequester', 1, 500)}
          description="How many of one person may wait."
        />
      </FormRow>
      <FormRow>
        <NumberField
          label="Of one person an hour"
          {...part.optional('perRequesterPerHour', 1, 500)}
          description="How many they may send in 60 minutes. Empty: any number."
        />
        <NumberField
          label="Of one person a day"
          {...part.optional('perRequesterPerDay', 1, 500)}
          description="In 24 hours. What is refused does not count."
        />
      </FormRow>
    </PolicyGroup>
  );
}
