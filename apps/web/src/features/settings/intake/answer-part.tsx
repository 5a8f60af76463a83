'use client';

import type { WorkingHours } from '@weir/contract';
import { addWorkingTime } from '@weir/domain';
import { Instant, useNow } from '@/components/data/time';
import { Checkbox } from '@/components/form/checkbox';
import { FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { answerTimeInWords, hoursInWords } from '@/features/requests/working-hours';
import { TimeZoneField } from '../time-zone-field';
import { isWorkable } from './calendar-of';
import { faultsOfAnswer } from './policy-faults';
import { PolicyGroup } from './policy-group';
import { type PartProps, type PolicyPart, usePolicyPart } from './use-policy-part';
import { WorkingHoursFields } from './working-hours-fields';

const officeHours: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };

/** By when an answer is due, and which hours count. */
export function AnswerPart(props: PartProps) {
  const { mayChange } = props;
  const part = usePolicyPart('answer', props, faultsOfAnswer);
  const { policy, form } = part;
  const { workingHours } = policy;
  return (
    <PolicyGroup
      title="How fast an answer is due"
      part={part}
      mayChange={mayChange}
      meaning={<AnswerMeaning policy={policy} />}
    >
      <FormRow>
        <NumberField
          label="Answer within (hours)"
          {...part.number('answerWithinHours', 1, 2160)}
          description="Holds for what comes from now on."
        />
        <TimeZoneField {...form.field('timeZone')} isDisabled={!mayChange} />
      </FormRow>
      <Checkbox
        isSelected={workingHours !== null}
        onChange={(isOn) =>
          form.set({ workingHours: isOn ? (props.intake.workingHours ?? officeHours) : null })
        }
        isReadOnly={!mayChange}
        hint="Nights, weekends and holidays then stop the clock of every request."
      >
        Count only hours in which the team works
      </Checkbox>
      {workingHours && (
        <WorkingHoursFields
          value={workingHours}
          onChange={(part) => form.set({ workingHours: { ...workingHours, ...part } })}
          isReadOnly={!mayChange}
          errorOf={(name) => form.error(`workingHours.${name}`)}
        />
      )}
    </PolicyGroup>
  );
}

function AnswerMeaning({ policy }: { policy: PolicyPart['policy'] }) {
  const { answerWithinHours: hours, workingHours, timeZone } = policy;
  const now = useNow();
  if (!(hours >= 1) || !isWorkable(workingHours)) return 'Fill in the fields to see when an answer is due.';
  const by = addWorkingTime(new Date(now), hours, { workingHours, timeZone });
  return (
    <>
      To what is asked now, an answer is due <Instant at={by.toISOString()} zone={timeZone} />: after{' '}
      {answerTimeInWords(hours, workingHours)}
      {workingHours ? `, ${hoursInWords(workingHours)}.` : ', nights and weekends counted.'}
    </>
  );
}
