import { maxPauseDays, type NotNowReason, type PlainDate } from '@weir/domain';
import type { Speech } from '../refusals/refusals.js';

/**
 * An answer that nobody wrote: its kind, reason and date say all that its message says. One that is `withdrawn` in the
 * system's name was a guest's who had their data deleted.
 */
export type SystemAnswer = {
  kind: 'expired' | 'shed' | 'withdrawn';
  reason: NotNowReason | null;
  /** From when the request may be asked again. */
  until: PlainDate | null;
};

/** The message of an answer in the system's name. */
export function systemAnswerText({ t, dates }: Speech, { kind, reason, until }: SystemAnswer): string {
  if (kind === 'withdrawn') return t('systemAnswers.dataDeleted');
  const why =
    kind === 'shed'
      ? t('systemAnswers.shed')
      : reason === 'needsInformation'
        ? t('systemAnswers.unreplied', { days: maxPauseDays })
        : t('systemAnswers.unanswered');
  if (until === null) return why;
  return `${why} ${t('systemAnswers.askAgain', { until: dates.day(until, { long: true }) })}`;
}
