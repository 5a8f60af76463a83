'use client';

import { nextWeekday } from '@weir/domain';
import { Day } from '@/components/data/time';
import { NumberField } from '@/components/form/number-field';
import { policyFaults } from './policy-faults';
import { PolicyGroup } from './policy-group';
import { optionsInWords } from './policy-words';
import { type PartProps, usePolicyPart } from './use-policy-part';
import { WeekdaysField } from './weekdays-field';

/** When the team chooses what to commit next, and how few requests leave it no choice. */
export function ChoicePart({ today, ...props }: PartProps & { today: string }) {
  const part = usePolicyPart('choice', props, policyFaults);
  const { replenishOn, minOptions } = part.policy;
  const next = nextWeekday(replenishOn, today);
  return (
    <PolicyGroup
      title="Choosing what comes next"
      part={part}
      mayChange={props.mayChange}
      meaning={
        <>
          {next ? (
            <>
              The team chooses next on <Day date={next} long />, and who asks can read that.
            </>
          ) : (
            'No day is named: the team chooses whenever there is room.'
          )}{' '}
          {!Number.isNaN(minOptions) && optionsInWords(props.intake.waiting, minOptions)}
        </>
      }
    >
      <WeekdaysField
        label="Replenishment days"
        optional
        {...part.form.field('replenishOn')}
        isReadOnly={!props.mayChange}
      />
      <NumberField
        label="Least options"
        {...part.number('minOptions', 0, 500)}
        description="With fewer waiting requests there is nothing to choose from. 0: never."
      />
    </PolicyGroup>
  );
}
