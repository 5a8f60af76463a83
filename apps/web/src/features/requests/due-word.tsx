'use client';

import { type AnyState, StateWord } from '@/components/data/state-word';
import { useNow } from '@/components/data/time';
import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';

const aDay = 86_400_000;

type Props = { answerBy: string; pausedAt?: string | null };

/** When an answer is due: “3 hours left”, “2 hours overdue”, or that the deadline is paused. */
export function DueWord({ answerBy, pausedAt = null }: Props) {
  const t = useTranslations();
  const dates = useDates();
  const boardZone = useBoardZone();
  const now = useNow();
  const left = Date.parse(answerBy) - (pausedAt ? Date.parse(pausedAt) : now);
  if (pausedAt && left > 0) return <StateWord state="paused" size="small" />;
  const state: AnyState = left <= 0 ? 'over' : left < aDay ? 'near' : 'none';
  const span = dates.duration(Math.abs(left) / 1000);
  return (
    <StateWord state={state} size="small">
      <time dateTime={answerBy} title={dates.instant(answerBy, boardZone)} suppressHydrationWarning>
        {left <= 0 ? t('requests.due.overdue', { span }) : t('requests.due.left', { span })}
      </time>
    </StateWord>
  );
}
