'use client';

import { can, type LimitTrial } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Day } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { useWorkspace } from '@/lib/context/workspace';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { Compared, Predicted } from './compared';
import { Surroundings } from './surroundings';
import { TrialNotes } from './trial-notes';
import styles from './trials.module.css';

const later = new Later(() =>
  withWordsOf('features/flow/trials/decision-dialog', import('./decision-dialog')),
);

type Props = { board: string; trial: LimitTrial; timeZone: string; renew: () => Promise<unknown> };
type Choice = 'keep' | 'putBack';

/** One trial: its limits, its days and its state, then the figures, and what a manager can do now. */
export function Trial({ board, trial, timeZone, renew }: Props) {
  const t = useTranslations();
  const { role } = useWorkspace();
  const [choice, setChoice] = useState<Choice | null>(null);
  const dialog = useWhenUsed(later, choice !== null);
  const { state, outcome, startsOn, endsOn, startedBy, reason } = trial;
  const canDecide = can(role, 'manageBoards') && (state === 'running' || state === 'undecided');
  const id = `trial-${trial.id}`;
  const article = useRef<HTMLElement>(null);
  // Trials load after the page, so the browser does not find the one that a link names.
  useEffect(() => {
    if (window.location.hash === `#${id}`) article.current?.scrollIntoView();
  }, [id]);
  return (
    <article ref={article} className={styles.trial} id={id} data-state={state}>
      <header className={styles.head}>
        <h2>
          <LimitsText trial={trial} />
        </h2>
        <p className={styles.state} data-state={state}>
          <StateText trial={trial} />
        </p>
      </header>
      <p className={styles.soft}>
        {t.rich('trials.days', {
          from: () => <Day date={startsOn} zone={timeZone} />,
          to: () => <Day date={endsOn} zone={timeZone} />,
          days: trial.days,
        })}{' '}
        {t('trials.startedBy', { name: startedBy?.name ?? 'none', reason })}
      </p>
      <TrialNotes trial={trial} timeZone={timeZone} />
      {outcome ? <Compared outcome={outcome} /> : <Predicted prediction={trial.prediction} />}
      {outcome && <Surroundings outcome={outcome} />}
      <DecisionText trial={trial} />
      {canDecide && (
        <div className={styles.actions}>
          <Button variant={state === 'undecided' ? 'primary' : 'quiet'} onPress={() => setChoice('keep')}>
            {t(state === 'running' ? 'trials.endAndKeep' : 'trials.keep')}
          </Button>
          <Button onPress={() => setChoice('putBack')}>
            {t(state === 'running' ? 'trials.endAndPutBack' : 'trials.putBack')}
          </Button>
        </div>
      )}
      {choice && dialog && (
        <dialog.DecisionDialog
          board={board}
          trial={trial}
          choice={choice}
          renew={renew}
          onClose={() => setChoice(null)}
        />
      )}
    </article>
  );
}

/** “3 instead of 5 in Review” */
function LimitsText({ trial: { limits } }: { trial: LimitTrial }) {
  const t = useTranslations();
  const format = useFormatter();
  return format.list(
    limits.map(({ columnId, of, was, max }) => {
      const values = { to: max, from: was ?? -1 };
      if (columnId === null) return t('trials.limit.board', values);
      return t('trials.limit.column', { ...values, column: of ?? 'gone' });
    }),
  );
}

function StateText({ trial: { state, daysLeft, decision, end } }: { trial: LimitTrial }) {
  const t = useTranslations();
  switch (state) {
    case 'running':
      return t('trials.state.running', { days: daysLeft ?? 0 });
    case 'undecided':
      return t('trials.state.undecided');
    case 'decided':
      return t('trials.state.decided', { kind: decision?.kind ?? 'keep' });
    case 'ended':
      return t('trials.state.ended', { cause: end?.cause ?? 'stopped' });
  }
}

/** Who decided, why, and which limits could not be put back. */
function DecisionText({ trial: { decision, limits } }: { trial: LimitTrial }) {
  const t = useTranslations();
  const format = useFormatter();
  if (!decision) return null;
  const left = decision.kind === 'putBack' ? limits.filter(({ isPutBack }) => !isPutBack) : [];
  return (
    <p className={styles.decision}>
      {t('trials.decision', {
        kind: decision.kind,
        name: decision.by?.name ?? 'none',
        reason: decision.reason ?? 'none',
      })}{' '}
      {left.length > 0 &&
        t('trials.notPutBack', {
          limits: format.list(
            left.map(
              ({ columnId, of }) => of ?? t(columnId === null ? 'whatIf.form.board' : 'trials.removedColumn'),
            ),
          ),
        })}
    </p>
  );
}
