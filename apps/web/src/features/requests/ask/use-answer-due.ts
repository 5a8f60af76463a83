import { computeDeadlines, firstDayInTime } from '@weir/domain';
import { useNow } from '@/components/data/time';
import { isDay } from '@/lib/days';

/** By what a board promises its answers. */
export type Promised = Parameters<typeof firstDayInTime>[1] & { answerWithinHours: number };

/**
 * When the answer to a request that is submitted now is due. `need` says what the day on which it is needed does to that:
 * the answer is due `earlier`, or it may come `late`, after that day. `inTimeFrom` is the first day that is not too early.
 */
export function useAnswerDue(promised: Promised, neededBy = '') {
  const now = new Date(useNow());
  const inTimeFrom = firstDayInTime(now, promised);
  const dueFor = (day: string | null) =>
    computeDeadlines(now, { ...promised, remindBeforeHours: null, graceHours: 0 }, day).answerBy;
  const [usual, due] = [dueFor(null), dueFor(isDay(neededBy) ? neededBy : null)];
  const isLate = isDay(neededBy) && neededBy < inTimeFrom;
  const need = isLate ? ('late' as const) : due < usual ? ('earlier' as const) : null;
  return { at: due.toISOString(), need, inTimeFrom };
}
