'use client';

import { type Board, type LimitFacts, Override } from '@weir/contract';
import { limitInWords } from '@weir/domain';
import { useEffect, useRef, useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { TextArea } from '@/components/form/text-field';
import { budgetRefusal, overrideCost } from '@/features/limits/overrides/override-words';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import styles from './override-form.module.css';

export type OverrideOfferProps = OverrideAction & {
  /** The limits that showProblem, as the person sees them. */
  limits: readonly LimitFacts[];
  mayOverride: boolean;
};

/** The way past limits that ask for a reason, for who may go it, as long as the budget reaches; nothing where one of them holds for everyone. */
export function OverrideOffer({ limits, mayOverride, ...rest }: OverrideOfferProps) {
  const [seen, setSeen] = useState<readonly LimitFacts[] | null>(null);
  const [isBack, setBack] = useState(false);
  if (limits.length === 0 || limits.some(({ mode }) => mode !== 'reason')) return null;
  if (!mayOverride)
    return (
      <p className={styles.soft}>
        Owners and managers may pass {limits.length === 1 ? 'this limit' : 'these limits'} with a reason.
      </p>
    );
  const spent = budgetRefusal(rest.board.overrides, limits.length);
  if (!seen && spent) return <p className={styles.soft}>{spent}</p>;
  if (!seen)
    return (
      <Button size="small" autoFocus={isBack} onPress={() => setSeen(limits)}>
        Pass with a reason…
      </Button>
    );
  const cancel = () => {
    setSeen(null);
    setBack(true);
  };
  return <OverrideForm {...rest} seen={seen} onLook={setSeen} onCancel={cancel} />;
}

export type OverrideAction = {
  board: Pick<Board, 'overrides'>;
  /** What passing the limits does: “Move PLAT-4 to Review”. */
  action: string;
  /** Does it, and gives back what stood in the way. */
  onOverride: (override: Override) => Promise<AnyProblem | null>;
};

type Props = OverrideAction & {
  /** What is passed: these limits with these loads and no others. */
  seen: readonly LimitFacts[];
  onLook: (limits: readonly LimitFacts[]) => void;
  onCancel: () => void;
};

/**
 * What was seen, what it costs, and why it is passed. Where something else stands by then, that is seen first. The
 * reason is kept while the place is free for a moment, until it is sent or cancelled.
 */
export function OverrideForm({ seen, board, action, onOverride, onLook, onCancel }: Props) {
  const passed = seen.map(({ id }) => id).toSorted();
  const [reason, setReason] = useUnsaved(`override ${action} ${passed.join(' ')}`, '');
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const element = useRef<HTMLFieldSetElement>(null);
  // The field that takes the focus would be in view without the button below it.
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const spent =
    problem?.code === 'override-budget-spent'
      ? budgetRefusal(problem, seen.length)
      : budgetRefusal(board.overrides, seen.length);

  const cancel = () => {
    setReason('');
    onCancel();
  };
  const pass = async () => {
    const limits = seen.map(({ id, max, load }) => ({ id, max, load }));
    const override = Override.safeParse({ reason, limits });
    if (!override.success) return setProblem(invalidInput(override.error));
    setPending(true);
    const stopped = await onOverride(override.data);
    setPending(false);
    setProblem(stopped);
    if (!stopped) setReason('');
    if (stopped?.code === 'override-stale') onLook(asItStands(seen, stopped.limits));
    if (stopped?.code === 'wip-limit-reached') onLook(stopped.limits);
  };

  return (
    // Not a form: it stands in others, and is sent by itself.
    <fieldset ref={element} className={styles.form} aria-label="Pass with a reason">
      {isNews(problem) && (
        <p className={styles.news} role="alert">
          The board has changed since you looked. Now:
        </p>
      )}
      <ul className={styles.seen}>
        {seen.map((limit) => (
          <li key={limit.id}>{limitInWords(limit)}</li>
        ))}
      </ul>
      {spent ? (
        <p className={styles.no} role="status">
          {spent}
        </p>
      ) : (
        <>
          <p className={styles.soft}>{overrideCost(board.overrides, seen.length)}</p>
          <TextArea
            label="Why, for everyone to read"
            rows={2}
            max={500}
            value={reason}
            onChange={(text) => {
              setReason(text);
              if (problem?.code === 'invalid-input') setProblem(null);
            }}
            error={
              fieldError(problem, 'reason') &&
              (reason.trim() ? 'A little more: three characters at least.' : 'Say why')
            }
            autoFocus
          />
        </>
      )}
      {problem && !isSaid(problem) && <ProblemNotice problem={problem} />}
      <div className={styles.buttons}>
        {!spent && (
          <Button size="small" variant="primary" isPending={isPending} onPress={pass}>
            {action}
          </Button>
        )}
        <Button size="small" onPress={cancel}>
          {spent ? 'Close' : 'Cancel'}
        </Button>
      </div>
    </fieldset>
  );
}

/** What was seen, with those that are another by now. */
function asItStands(seen: readonly LimitFacts[], now: readonly LimitFacts[]): LimitFacts[] {
  return seen.map((limit) => now.find(({ id }) => id === limit.id) ?? limit);
}

function isNews(problem: AnyProblem | null): boolean {
  return problem?.code === 'override-stale' || problem?.code === 'wip-limit-reached';
}

function isSaid(problem: AnyProblem): boolean {
  return (
    isNews(problem) || problem.code === 'override-budget-spent' || fieldError(problem, 'reason') !== undefined
  );
}
