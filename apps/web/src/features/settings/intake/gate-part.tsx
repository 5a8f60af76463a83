'use client';

import { Checkbox } from '@/components/form/checkbox';
import { PolicyGroup } from './policy-group';
import { gateInWords } from './policy-words';
import { type PartProps, usePolicyPart } from './use-policy-part';

/** Whether the gate moves by itself, too. */
export function GatePart(props: PartProps) {
  const part = usePolicyPart('gate', props);
  return (
    <PolicyGroup title="The gate" part={part} mayChange={props.mayChange} meaning={gateInWords(part.policy)}>
      <Checkbox
        {...part.form.checkbox('gateByItself')}
        isReadOnly={!props.mayChange}
        hint="It can be set by hand on the page of requests either way."
      >
        The gate also moves by itself
      </Checkbox>
    </PolicyGroup>
  );
}
