'use client';

import { type AnyState, StateWord } from '@/components/state-word';
import { duration, exact, useNow } from '@/components/time';

const aDay = 86_400_000;

/** By when an answer is due, in a word: “3 hours left”, “2 hours overdue”. */
export function DueWord({ answerBy, zone }: { answerBy: string; zone: string }) {
  const left = Date.parse(answerBy) - useNow();
  const state: AnyState = left <= 0 ? 'over' : left < aDay ? 'near' : 'none';
  return (
    <StateWord state={state} size="small">
      <time dateTime={answerBy} title={exact(answerBy, zone)} suppressHydrationWarning>
        {left <= 0 ? `${duration(-left / 1000)} overdue` : `${duration(left / 1000)} left`}
      </time>
    </StateWord>
  );
}
