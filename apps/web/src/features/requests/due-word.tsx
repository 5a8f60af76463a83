'use client';

import { type AnyState, StateWord } from '@/components/data/state-word';
import { duration, exact, useNow } from '@/components/data/time';

const aDay = 86_400_000;

type Props = { answerBy: string; pausedAt?: string | null; zone: string };

/** By when an answer is due, in a word: “3 hours left”, “2 hours overdue”; while a question is open, that nothing runs. */
export function DueWord({ answerBy, pausedAt = null, zone }: Props) {
  const now = useNow();
  const left = Date.parse(answerBy) - (pausedAt ? Date.parse(pausedAt) : now);
  if (pausedAt && left > 0) return <StateWord state="paused" size="small" />;
  const state: AnyState = left <= 0 ? 'over' : left < aDay ? 'near' : 'none';
  return (
    <StateWord state={state} size="small">
      <time dateTime={answerBy} title={exact(answerBy, zone)} suppressHydrationWarning>
        {left <= 0 ? `${duration(-left / 1000)} overdue` : `${duration(left / 1000)} left`}
      </time>
    </StateWord>
  );
}
