'use client';

import { FormRow } from '@/components/form/form';
import { isDay } from '@/lib/days';
import { useTranslations } from '@/lib/words/use-translations';
import type { AnswerKindParts, KindFieldsProps } from './answer-kind';
import { ReasonField, UntilField } from './fields';
import { dayFaults } from './message';

/** Not now: the requester gets a ticket to ask again from a day on. */
export const defer: AnswerKindParts = {
  kind: 'defer',
  shortcut: 'd',
  draft: {},
  hasDay: () => true,
  Fields,
  faults: ({ draft: { reason, until }, board }) => [
    ...(reason ? [] : [{ path: 'reason', code: 'reason' } as const]),
    ...dayFaults(until, board.today),
  ],
  body: ({ draft: { reason, until } }) => ({ reason, until }),
  letter: ({ draft: { reason, until } }) => ({ reason, ...(isDay(until) && { until }) }),
};

function Fields({ draft, change, errorAt }: KindFieldsProps) {
  const t = useTranslations();
  return (
    <FormRow>
      <ReasonField value={draft.reason} error={errorAt('reason')} onChange={(reason) => change({ reason })} />
      <UntilField
        label={t('answers.defer.until')}
        value={draft.until}
        error={errorAt('until')}
        onChange={(until) => change({ until })}
      />
    </FormRow>
  );
}
