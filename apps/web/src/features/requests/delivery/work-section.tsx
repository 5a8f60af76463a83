import type { Work, WorkState } from '@weir/contract';
import { type ReactNode, useId } from 'react';
import { ExpectedDate } from '@/components/data/expected-date';
import { Instant } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './work-section.module.css';
import { WorkWord } from './work-word';

type Props = {
  work: Work;
  /** Who put it back or took it off the board, where the reader may know. */
  by?: string | undefined;
  /** What the requester was sent with the state, in place of its reason and message. */
  note?: ReactNode;
  /** What the reader can do now. */
  children?: ReactNode;
};

/** What became of an accepted request: its steps, its state with the reason, and when it is expected. */
export function WorkSection({ work, by, note, children }: Props) {
  const t = useTranslations();
  const heading = useId();
  const { state, since, reason, message } = work;
  return (
    <section className={styles.work} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{t('work.title')}</h2>
        <Steps state={state} />
      </div>
      <div className={styles.now}>
        <p>
          {t.rich(`work.since.${state}`, {
            word: () => <WorkWord state={state} />,
            at: () => <Instant at={since} />,
            known: by ? 'yes' : 'no',
            name: by ?? '',
          })}
        </p>
        {note}
        {!note && (reason || message) && (
          <div className={styles.why}>
            {reason && <p dir="auto">{reason}</p>}
            {message && <p dir="auto">{message}</p>}
          </div>
        )}
      </div>
      {state !== 'delivered' && state !== 'takenOff' && <ExpectedDate expected={work.expected} />}
      {children}
    </section>
  );
}

type Step = { name: 'accepted' | Exclude<WorkState, 'queued'>; progress: 'done' | 'now' | 'open' };

/** The steps of accepted work. If it is blocked or put back, that is shown where the next step would be. */
function stepsOf(state: WorkState): Step[] {
  const accepted = { name: 'accepted', progress: 'done' } as const;
  const toCome = { name: 'delivered', progress: 'open' } as const;
  switch (state) {
    case 'queued':
      return [{ ...accepted, progress: 'now' }, { name: 'begun', progress: 'open' }, toCome];
    case 'begun':
    case 'blocked':
    case 'putBack':
      return [accepted, { name: state, progress: 'now' }, toCome];
    case 'takenOff':
      return [accepted, { name: 'takenOff', progress: 'now' }];
    case 'delivered':
      return [accepted, { name: 'begun', progress: 'done' }, { name: 'delivered', progress: 'done' }];
  }
}

function Steps({ state }: { state: WorkState }) {
  const t = useTranslations();
  return (
    <ol className={styles.steps} aria-label={t('work.steps.label')}>
      {stepsOf(state).map(({ name, progress }) => (
        <li key={name} data-progress={progress} aria-current={progress === 'now' ? 'step' : undefined}>
          <span className={styles.mark}>
            <Glyph name={progress === 'done' ? 'check' : progress === 'now' ? 'half' : 'open'} size={12} />
          </span>
          {name === 'accepted' ? t('work.steps.accepted') : t(`work.states.${name}`)}
          <VisuallyHidden>, {t(`work.steps.progress.${progress}`)}</VisuallyHidden>
        </li>
      ))}
    </ol>
  );
}
