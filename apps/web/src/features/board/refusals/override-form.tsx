'use client';

import { type Board, type LimitFacts, type Override, shortestOverrideReason } from '@weir/contract';
import { limitText } from '@weir/words';
import { useEffect, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { TextArea } from '@/components/form/text-field';
import { budgetRefusal, overrideCost } from '@/features/limits/override-budget';
import type { AnyProblem } from '@/lib/api/result';
import { useDraft } from '@/lib/drafts/use-draft';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import type { Stopped } from '../use-moves';
import styles from './override-form.module.css';

type OverrideAction = {
  board: Pick<Board, 'overrides'>;
  /** The button that overrides: “Move PLAT-4 to Review”. */
  action: string;
  /** Does it. Returns what stopped it, or null. */
  onOverride: (override: Override) => Promise<Stopped>;
};

export type OverrideOfferProps = OverrideAction & {
  /** The limits that refuse, as the person sees them. */
  limits: readonly LimitFacts[];
  mayOverride: boolean;
};

/** Offers to override the limits with a reason. Offers nothing if one of them is of mode `block`. */
export function OverrideOffer({ limits, mayOverride, ...rest }: OverrideOfferProps) {
  const t = useTranslations();
  const dates = useDates();
  const [seen, setSeen] = useState<readonly LimitFacts[] | null>(null);
  const [isCancelled, setCancelled] = useState(false);
  if (limits.length === 0 || limits.some(({ mode }) => mode !== 'reason')) return null;
  if (!mayOverride)
    return <p className={styles.soft}>{t('limits.override.whoMay', { count: limits.length })}</p>;
  const spent = budgetRefusal(t, dates, rest.board.overrides, limits.length);
  if (!seen && spent) return <p className={styles.soft}>{spent}</p>;
  if (!seen)
    return (
      <Button size="small" autoFocus={isCancelled} onPress={() => setSeen(limits)}>
        {t('limits.override.open')}
      </Button>
    );
  const cancel = () => {
    setSeen(null);
    setCancelled(true);
  };
  return <OverrideForm {...rest} seen={seen} onReview={setSeen} onCancel={cancel} />;
}

type Props = OverrideAction & {
  /** What is overridden: these limits with these loads and no others. */
  seen: readonly LimitFacts[];
  /** The limits have changed: shows the new ones. */
  onReview: (limits: readonly LimitFacts[]) => void;
  onCancel: () => void;
};

/**
 * Shows the limits and the cost, and asks for the reason. The reason is kept if the place frees up for a moment, until
 * it is sent or cancelled.
 */
function OverrideForm({ seen, board, action, onOverride, onReview, onCancel }: Props) {
  const t = useTranslations();
  const dates = useDates();
  const ids = seen.map(({ id }) => id).toSorted();
  const reason = useDraft(`override ${action} ${ids.join(' ')}`, '');
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const element = useRef<HTMLFieldSetElement>(null);
  // The focused field alone would be in view without the button below it.
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const budget = problem?.code === 'override-budget-spent' ? problem : board.overrides;
  const spent = budgetRefusal(t, dates, budget, seen.length);

  const cancel = () => {
    reason.discard();
    onCancel();
  };
  const submit = async () => {
    const typed = reason.value.trim();
    if ([...typed].length < shortestOverrideReason)
      return setError(typed ? t('limits.override.reasonTooShort') : t('card.reason.missing'));
    setPending(true);
    const limits = seen.map(({ id, max, load }) => ({ id, max, load }));
    const stopped = await onOverride({ reason: typed, limits });
    setPending(false);
    if (stopped === 'cancelled') return;
    setProblem(stopped);
    if (!stopped) reason.discard();
    if (stopped?.code === 'override-stale') onReview(updated(seen, stopped.limits));
    if (stopped?.code === 'wip-limit-reached') onReview(stopped.limits);
  };

  return (
    // Not a form: it is inside other forms, and is sent separately.
    <fieldset ref={element} className={styles.form} aria-label={t('limits.override.title')}>
      {isChanged(problem) && (
        <p className={styles.news} role="alert">
          {t('limits.override.changed')}
        </p>
      )}
      <ul className={styles.seen}>
        {seen.map((limit) => (
          <li key={limit.id}>{limitText(t, limit)}</li>
        ))}
      </ul>
      {spent ? (
        <p className={styles.no} role="status">
          {spent}
        </p>
      ) : (
        <>
          <p className={styles.soft}>{overrideCost(t, board.overrides, seen.length)}</p>
          <TextArea
            label={t('limits.override.reason')}
            rows={2}
            max={500}
            value={reason.value}
            onChange={(text) => {
              reason.set(text);
              setError(undefined);
            }}
            error={error}
            autoFocus
          />
        </>
      )}
      {problem && !isChanged(problem) && problem.code !== 'override-budget-spent' && (
        <ProblemNotice problem={problem} />
      )}
      <div className={styles.buttons}>
        {!spent && (
          <Button size="small" variant="primary" isPending={isPending} onPress={submit}>
            {action}
          </Button>
        )}
        <Button size="small" onPress={cancel}>
          {spent ? t('common.close') : t('common.cancel')}
        </Button>
      </div>
    </fieldset>
  );
}

/** The limits that were seen, with the new figures of those that changed. */
function updated(seen: readonly LimitFacts[], now: readonly LimitFacts[]): LimitFacts[] {
  return seen.map((limit) => now.find(({ id }) => id === limit.id) ?? limit);
}

function isChanged(problem: AnyProblem | null): boolean {
  return problem?.code === 'override-stale' || problem?.code === 'wip-limit-reached';
}
