'use client';

import type { IntakeReason, RequesterBoard } from '@weir/contract';
import { longestRefusal } from '@weir/domain';
import type { ReactNode } from 'react';
import { Instant, useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { comeBackAt } from './come-back';
import { classesStillTaken, expectedRefusal } from './expected-refusal';

type RefusalProps = {
  problem: AnyProblem;
  /** When it was refused, in milliseconds. */
  at: number;
  /** Says that nothing is lost. */
  kept?: ReactNode;
  /** What else can be done about it. */
  actions?: ReactNode;
  /** Advice that replaces the general one where only one reason refuses. */
  advice?: (problem: AnyProblem, back: ReactNode) => ReactNode;
};

/** A refusal by the intake: every reason, what to do, when to come back, and that nothing is lost. */
export function RefusedByIntake({ problem, at, kept, actions, advice: ownAdvice }: RefusalProps) {
  const t = useTranslations();
  const advice = useAdvice();
  const seconds = 'retryAfterSeconds' in problem ? problem.retryAfterSeconds : null;
  const back = seconds === null ? null : <Instant at={comeBackAt(at, seconds)} />;
  const others = 'reasons' in problem ? othersThan(problem.reasons) : [];
  const text =
    others.length > 0
      ? t.rich('ask.refusal.advice.several', { at: () => back, known: back ? 'yes' : 'no' })
      : (ownAdvice?.(problem, back) ?? advice(problem, back));
  return (
    <ProblemNotice problem={problem} actions={text && actions}>
      {text && (
        <>
          <OtherReasons reasons={others} />
          <p>{text}</p>
          <p>{kept ?? t('ask.refusal.textKept')}</p>
        </>
      )}
    </ProblemNotice>
  );
}

type ExpectedProps = {
  door: RequesterBoard;
  /** A request was just taken: the limit that it reached is a fact, not a failure. */
  isCalm?: boolean;
  /** What else can be done about it. */
  actions?: ReactNode;
};

/** Before anything is written: that a standard request would be refused now, every reason, and when to come back. */
export function ExpectedRefusal({ door, isCalm = false, actions }: ExpectedProps) {
  const t = useTranslations();
  const advice = useAdvice();
  const now = useNow();
  const refusal = expectedRefusal(door);
  if (!refusal) return null;
  const { longest, others } = refusal;
  const { code, retryAfterSeconds: seconds } = longest;
  const back = seconds === null ? null : <Instant at={comeBackAt(now, seconds)} />;
  const taken = classesStillTaken(door);
  return (
    <Notice
      tone={isCalm ? 'info' : 'refusal'}
      role="status"
      title={t(`ask.refusal.title.${code}`, { depth: door.intake.depth, waiting: door.intake.waiting })}
      actions={actions}
    >
      {'reason' in longest && longest.reason && <p>{t('ask.refusal.reason', { reason: longest.reason })}</p>}
      <OtherReasons reasons={others} />
      <p>
        {others.length > 0
          ? t.rich('ask.refusal.advice.several', { at: () => back, known: back ? 'yes' : 'no' })
          : advice(longest, back)}
      </p>
      {taken && (code !== 'intake-gate-throttled' || others.length > 0) && (
        <p>{t('ask.refusal.stillTaken', { classes: taken })}</p>
      )}
    </Notice>
  );
}

/** The reasons beside the one that the notice is titled by, one sentence each. */
export function OtherReasons({ reasons }: { reasons: readonly IntakeReason[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul>
      {reasons.map(({ detail }) => (
        <li key={detail}>{detail}</li>
      ))}
    </ul>
  );
}

/** All reasons but the one that lasts longest, whose sentence a refusal has as its own. */
export function othersThan(reasons: readonly IntakeReason[]): IntakeReason[] {
  const longest = longestRefusal(reasons);
  return reasons.filter((each) => each !== longest);
}

/** Words what to do about a refusal by the intake; `back` is when another try is worth it, null if nobody knows. */
function useAdvice() {
  const t = useTranslations();
  return (problem: { code: string; until?: string | null; depth?: number }, back: ReactNode): ReactNode => {
    const at = () => back;
    const known = back === null ? 'no' : problem.until ? 'end' : 'step';
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
        return t.rich('ask.refusal.advice.shut', { at, known });
      case 'intake-gate-throttled':
        return t.rich('ask.refusal.advice.throttled', { at, known });
      case 'intake-gate-probing':
        return t.rich('ask.refusal.advice.probing', { at, known });
      case 'expedite-claim-waiting':
        return t('ask.refusal.advice.expedite');
      default:
        return null;
    }
  };
}
