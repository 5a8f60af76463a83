'use client';

import type { Pressure, RequesterBoard } from '@weir/contract';
import type { ReactNode } from 'react';
import { Instant, useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { classesStillTaken, expectedRefusal } from './expected-refusal';

type RefusalProps = {
  problem: AnyProblem;
  /** When it was refused, in milliseconds. */
  at: number;
  /** Says that nothing is lost. */
  kept?: string;
  /** Advice that replaces the general one. */
  advice?: (problem: AnyProblem, back: ReactNode) => ReactNode;
};

/** A refusal by the intake: why, what to do, when to come back, and that nothing is lost. */
export function RefusedByIntake({ problem, at, kept, advice: ownAdvice }: RefusalProps) {
  const t = useTranslations();
  const advice = useAdvice();
  const back =
    'retryAfterSeconds' in problem ? new Date(at + problem.retryAfterSeconds * 1000).toISOString() : null;
  const instant = back && <Instant at={back} />;
  const text = ownAdvice?.(problem, instant) ?? advice(problem, instant);
  return (
    <ProblemNotice problem={problem}>
      {text && (
        <>
          <p>{text}</p>
          <p>{kept ?? t('ask.refusal.textKept')}</p>
        </>
      )}
    </ProblemNotice>
  );
}

type ExpectedProps = {
  door: RequesterBoard;
  pressure: Pressure;
  /** A request was just taken: the limit that it reached is a fact, not a failure. */
  isCalm?: boolean;
};

/** Before anything is written: that a standard request would be refused now, why, and when to come back. */
export function ExpectedRefusal({ door, pressure, isCalm = false }: ExpectedProps) {
  const t = useTranslations();
  const advice = useAdvice();
  const now = useNow();
  const refusal = expectedRefusal(door, pressure.retryAfterSeconds);
  if (!refusal) return null;
  const { code, reason, retryAfterSeconds } = refusal;
  const back = new Date(now + retryAfterSeconds * 1000).toISOString();
  const taken = classesStillTaken(door);
  return (
    <Notice
      tone={isCalm ? 'info' : 'refusal'}
      role="status"
      title={t(`ask.refusal.title.${code}`, { depth: door.intake.depth, waiting: door.intake.waiting })}
    >
      {reason && <p>{t('ask.refusal.reason', { reason })}</p>}
      <p>{advice(refusal, <Instant at={back} />)}</p>
      {taken && code !== 'intake-gate-throttled' && <p>{t('ask.refusal.stillTaken', { classes: taken })}</p>}
    </Notice>
  );
}

/** Words what to do about a refusal by the intake; `back` is when another try is worth it. */
function useAdvice() {
  const t = useTranslations();
  return (problem: { code: string; until?: string | null; depth?: number }, back: ReactNode): ReactNode => {
    const at = () => back;
    switch (problem.code) {
      case 'intake-queue-full':
        return problem.depth === 0
          ? t('ask.refusal.advice.closed')
          : t.rich('ask.refusal.advice.full', { at });
      case 'form-places-taken':
        return t.rich('ask.refusal.advice.full', { at });
      case 'requester-quota-reached':
        return t.rich('ask.refusal.advice.quota', { at });
      case 'requester-rate-reached':
        return t.rich('ask.refusal.advice.rate', { at });
      case 'intake-gate-shut':
        return t.rich('ask.refusal.advice.shut', { at, known: problem.until ? 'yes' : 'no' });
      case 'intake-gate-throttled':
        return t.rich('ask.refusal.advice.throttled', { at, known: problem.until ? 'yes' : 'no' });
      case 'intake-gate-probing':
        return t.rich('ask.refusal.advice.probing', { at });
      case 'expedite-claim-waiting':
        return t('ask.refusal.advice.expedite');
      default:
        return null;
    }
  };
}
