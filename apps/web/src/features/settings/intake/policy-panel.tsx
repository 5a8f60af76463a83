'use client';

import { nextWeekday } from '@weir/domain';
import { Checkbox } from '@/components/choice/checkbox';
import { Day } from '@/components/data/time';
import { FormRow } from '@/components/form/form';
import { Panel } from '@/components/layout/panel';
import { useTranslations } from '@/lib/words/use-translations';
import { useSettings } from '../settings-context';
import { AnswerPart, DeadlinePart } from './answer-time';
import styles from './policy.module.css';
import { capacityMeaning, choiceMeaning, gateMeaning, sheddingMeaning } from './policy-meaning';
import { type PartProps, PolicyNumber, PolicyPart, usePolicyForm } from './policy-part';
import { RestPart } from './rest-part';
import { WeekdaysField } from './working-hours';

/** The intake policy. Each part is saved on its own and says what it means today. */
export function PolicyPanel() {
  const { board, intake, mayChange } = useSettings();
  const t = useTranslations();
  const shared = { intake, mayChange };
  return (
    <Panel title={t('intakePolicy.title')}>
      <div className={styles.parts}>
        <CapacityPart {...shared} />
        <AnswerPart {...shared} />
        <DeadlinePart {...shared} />
        <SheddingPart {...shared} />
        <GatePart {...shared} />
        <RestPart {...shared} />
        <ChoicePart {...shared} today={board.today} />
      </div>
    </Panel>
  );
}

/** How many requests can wait, in all and of one person, and how many a person can submit in a time. */
function CapacityPart(props: PartProps) {
  const t = useTranslations();
  const form = usePolicyForm('capacity', props);
  return (
    <PolicyPart form={form} meaning={capacityMeaning(t, props.intake.waiting, form.policy)}>
      <FormRow>
        <PolicyNumber form={form} name="depth" />
        <PolicyNumber form={form} name="openPerRequester" />
      </FormRow>
      <FormRow>
        <PolicyNumber form={form} name="perRequesterPerHour" />
        <PolicyNumber form={form} name="perRequesterPerDay" />
      </FormRow>
    </PolicyPart>
  );
}

/** When requests are shed because more wait than the team can answer. */
function SheddingPart(props: PartProps) {
  const t = useTranslations();
  const form = usePolicyForm('shedding', props);
  return (
    <PolicyPart form={form} meaning={sheddingMeaning(t, props.intake.waiting, form.policy)}>
      <FormRow>
        <PolicyNumber form={form} name="highWatermark" />
        <PolicyNumber form={form} name="lowWatermark" />
      </FormRow>
    </PolicyPart>
  );
}

/** Whether the system also moves the gate. */
function GatePart(props: PartProps) {
  const t = useTranslations();
  const form = usePolicyForm('gate', props);
  return (
    <PolicyPart form={form} meaning={gateMeaning(t, form.policy)}>
      <Checkbox
        {...form.checkbox('gateByItself')}
        isReadOnly={!props.mayChange}
        hint={t('intakePolicy.gate.automaticHint')}
      >
        {t('intakePolicy.gate.automatic')}
      </Checkbox>
      <PolicyNumber form={form} name="throttleDownstreamAt" />
    </PolicyPart>
  );
}

/** When the team chooses what to start next, and how few requests are too few to choose from. */
function ChoicePart({ today, ...props }: PartProps & { today: string }) {
  const t = useTranslations();
  const form = usePolicyForm('choice', props);
  const { replenishOn, minOptions } = form.policy;
  const next = nextWeekday(replenishOn, today);
  return (
    <PolicyPart
      form={form}
      meaning={
        <>
          {next
            ? t.rich('intakePolicy.choice.next', { day: () => <Day date={next} long /> })
            : t('intakePolicy.choice.noDay')}{' '}
          {!Number.isNaN(minOptions) && choiceMeaning(t, props.intake.waiting, minOptions)}
        </>
      }
    >
      <WeekdaysField
        label={t('intakePolicy.choice.days')}
        optional
        {...form.field('replenishOn')}
        isReadOnly={!props.mayChange}
      />
      <PolicyNumber form={form} name="minOptions" />
    </PolicyPart>
  );
}
