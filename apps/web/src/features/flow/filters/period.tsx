'use client';

import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { Presets } from './presets';
import { daysOf, periods } from './shown';

const later = new Later(() => withWordsOf('features/flow/filters/days', import('./days')));

/** Periods up to today, or other days. */
export function PeriodPresets({
  isPickingDays,
  pickDays,
}: {
  isPickingDays: boolean;
  pickDays: (isPicking: boolean) => void;
}) {
  const t = useTranslations();
  const { shown, change } = useFlow();
  return (
    <Presets
      label={t('flow.filters.period')}
      choices={[
        ...periods.map((id) => ({ id, label: t('flow.filters.days', { days: id }) })),
        { id: 'days' as const, label: t('flow.filters.otherDays') },
      ]}
      value={isPickingDays || typeof shown.period !== 'number' ? 'days' : shown.period}
      onChange={(period) => {
        pickDays(period === 'days');
        if (period !== 'days') change({ ...shown, period });
      }}
    />
  );
}

/** Fields for other days, once somebody wants them. */
export function OtherDays({ isPickingDays }: { isPickingDays: boolean }) {
  const { shown, today } = useFlow();
  const isShown = isPickingDays || typeof shown.period !== 'number';
  const parts = useWhenUsed(later, isShown);
  const days = daysOf(shown, today);
  return isShown && parts && <parts.Days {...days} />;
}
