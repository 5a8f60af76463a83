'use client';

import { type Board, type Intake, type IntakePolicy, IntakePolicyChange } from '@weir/contract';
import { useState } from 'react';
import { Form, FormRow } from '@/components/form';
import { NumberField } from '@/components/number-field';
import { Panel } from '@/components/panel';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { StateWord } from '@/components/state-word';
import { hoursSaid } from '@/components/time';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { depthToday } from './lowered';
import { SaveButton } from './save-button';
import styles from './settings.module.css';
import { TimeZoneField } from './time-zone-field';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; intake: Intake; mayChange: boolean };

/** How the intake takes requests. */
export function PolicyPanel({ workspace, board, intake, mayChange }: Props) {
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useState<Partial<IntakePolicy>>({});
  const { depth, openPerRequester, answerWithinHours, timeZone } = { ...intake, ...draft };
  const change = (part: Partial<IntakePolicy>) => {
    setDraft((now) => ({ ...now, ...part }));
    saving.touch();
  };
  const save = async () => {
    const policy = IntakePolicyChange.safeParse(draft);
    if (!policy.success) return saving.refuse(invalidInput(policy.error));
    if (await saving.save(() => api.patch(paths.intake(workspace, board.key), policy.data))) setDraft({});
  };
  const number = (name: 'depth' | 'openPerRequester' | 'answerWithinHours', min: number, max: number) => ({
    minValue: min,
    maxValue: max,
    isReadOnly: !mayChange,
    error: fieldError(saving.problem, name) && `A number from ${min} to ${max}.`,
    onChange: (value: number) => change({ [name]: value }),
  });
  const meaning = draft.depth !== undefined ? depthToday(intake.waiting, depth) : null;
  return (
    <Panel title="Intake">
      <Form onSubmit={save} label="Intake">
        <FormRow>
          <NumberField
            label="Depth"
            value={depth}
            {...number('depth', 0, 500)}
            description={`How many requests may wait. ${intake.waiting} do now.`}
          />
          <NumberField
            label="Open per requester"
            value={openPerRequester}
            {...number('openPerRequester', 1, 500)}
            description="How many of one person may wait."
          />
        </FormRow>
        {meaning && (
          <p className={styles.meaning} role="status">
            <StateWord state="near" size="small">
              Today:
            </StateWord>{' '}
            {meaning}
          </p>
        )}
        <FormRow>
          <NumberField
            label="Answer within hours"
            value={answerWithinHours}
            {...number('answerWithinHours', 1, 2160)}
            description={`Plain hours: ${hoursSaid(answerWithinHours || 0)}. Holds for what comes from now on.`}
          />
          <TimeZoneField
            value={timeZone}
            onChange={(zone) => change({ timeZone: zone })}
            isDisabled={!mayChange}
            error={fieldError(saving.problem, 'timeZone')}
          />
        </FormRow>
        {saving.problem && saving.problem.code !== 'invalid-input' && (
          <ProblemNotice problem={saving.problem} />
        )}
        {mayChange && <SaveButton saving={saving} name="Save the intake" />}
      </Form>
    </Panel>
  );
}
