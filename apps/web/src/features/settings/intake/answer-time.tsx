'use client';

import type { WorkingHours } from '@weir/contract';
import { addWorkingTime, computeDeadlines, defaultWorkingHours } from '@weir/domain';
import { CheckboxGroup, Checkbox as Choice, FieldError, Label } from 'react-aria-components';
import { Checkbox } from '@/components/choice/checkbox';
import choice from '@/components/choice/choice.module.css';
import { Avatar } from '@/components/data/avatar';
import { Instant, useNow } from '@/components/data/time';
import { FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { useWorkingHours } from '@/features/requests/use-working-hours';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useTimeZones } from '@/lib/words/use-time-zones';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './policy.module.css';
import { type PartProps, type PolicyForm, PolicyNumber, PolicyPart, usePolicyForm } from './policy-part';
import { WorkingHoursFields } from './working-hours';

/** When an answer is due, and which hours count. */
export function AnswerPart(props: PartProps) {
  const t = useTranslations();
  const form = usePolicyForm('answer', props);
  const { mayChange, intake } = props;
  const { workingHours } = form.policy;
  const timeZones = useTimeZones(form.values.timeZone);
  return (
    <PolicyPart form={form} meaning={<AnswerMeaning policy={form.policy} />}>
      <FormRow>
        <PolicyNumber form={form} name="answerWithinHours" />
        <Select
          {...form.field('timeZone')}
          label={t('intakePolicy.answer.timeZone')}
          description={t('intakePolicy.answer.timeZoneHint')}
          options={timeZones}
          isDisabled={!mayChange}
        />
      </FormRow>
      <Checkbox
        isSelected={workingHours !== null}
        onChange={(isOn) =>
          form.set({ workingHours: isOn ? (intake.workingHours ?? defaultWorkingHours) : null })
        }
        isReadOnly={!mayChange}
        hint={t('intakePolicy.answer.workingHoursHint')}
      >
        {t('intakePolicy.answer.workingHoursOnly')}
      </Checkbox>
      {workingHours && (
        <WorkingHoursFields
          value={workingHours}
          onChange={(part) => form.set({ workingHours: { ...workingHours, ...part } })}
          isReadOnly={!mayChange}
          errorOf={(name) => form.error(`workingHours.${name}`)}
        />
      )}
    </PolicyPart>
  );
}

function AnswerMeaning({ policy }: { policy: PolicyForm['policy'] }) {
  const t = useTranslations();
  const now = useNow();
  const words = useWorkingHours();
  const { answerWithinHours: hours, workingHours, timeZone } = policy;
  if (!(hours >= 1) || !isComplete(workingHours)) return t('intakePolicy.answer.incomplete');
  const dueAt = addWorkingTime(new Date(now), hours, { workingHours, timeZone });
  return t.rich('intakePolicy.answer.due', {
    at: () => <Instant at={dueAt.toISOString()} zone={timeZone} />,
    span: words.span(hours, workingHours),
    hours: workingHours ? words.hours(workingHours) : 'none',
  });
}

/** What happens around the deadline: the reminder, the notice that it passed, and the expiry. */
export function DeadlinePart(props: PartProps) {
  const form = usePolicyForm('deadline', props);
  return (
    <PolicyPart form={form} meaning={<DeadlineMeaning policy={form.policy} />}>
      <FormRow>
        <PolicyNumber form={form} name="remindBeforeHours" />
        <PolicyNumber form={form} name="graceHours" />
      </FormRow>
      <EscalateField {...form.field('escalateTo')} isReadOnly={!props.mayChange} />
    </PolicyPart>
  );
}

function DeadlineMeaning({ policy }: { policy: PolicyForm['policy'] }) {
  const t = useTranslations();
  const now = useNow();
  const { timeZone, graceHours, escalateTo } = policy;
  if (Number.isNaN(graceHours)) return t('intakePolicy.deadline.incomplete');
  const { remindAt, answerBy, expiresAt } = computeDeadlines(new Date(now), policy);
  const instant = (at: Date | null) => () => at && <Instant at={at.toISOString()} zone={timeZone} />;
  return t.rich('intakePolicy.deadline.example', {
    reminder: remindAt ? 'yes' : 'no',
    people: escalateTo.length,
    reminded: instant(remindAt),
    due: instant(answerBy),
    expired: instant(expiresAt),
  });
}

/** Chooses who is notified of an overdue answer. By default all owners and managers are. */
function EscalateField({
  value,
  onChange,
  isReadOnly,
  error,
}: {
  value: string[];
  onChange: (ids: string[]) => void;
  isReadOnly: boolean;
  error: string | undefined;
}) {
  const t = useTranslations();
  const { people, isPending, error: unread } = useMembersWho('answerRequests');
  return (
    <CheckboxGroup
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isReadOnly={isReadOnly}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className={styles.label}>
        {t('intakePolicy.deadline.escalateTo')}{' '}
        <span className={styles.optional}>{t('intakePolicy.deadline.escalateToAll')}</span>
      </Label>
      <div className={styles.choices}>
        {people.map((person) => (
          <Choice key={person.id} value={person.id} className={`${choice.choice} ${styles.choice}`}>
            <Avatar person={person} size={22} isDecorative />
            {person.name}
          </Choice>
        ))}
        {isPending && <span className={styles.optional}>{t('intakePolicy.deadline.peopleLoading')}</span>}
        {unread && <span className={styles.optional}>{t('intakePolicy.deadline.peopleFailed')}</span>}
      </div>
      <FieldError className={styles.fault ?? ''}>{error}</FieldError>
    </CheckboxGroup>
  );
}

/** Whether deadlines can be computed with these hours: while they are edited they can be incomplete. */
function isComplete(hours: WorkingHours | null): boolean {
  return hours === null || (hours.days.length > 0 && hours.from !== '' && hours.from < hours.to);
}
