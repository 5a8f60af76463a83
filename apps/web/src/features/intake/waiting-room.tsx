'use client';

import type { Request, User } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import styles from './intake.module.css';
import { LastAnswer } from './last-answer';
import { Pane } from './pane';
import { useShortcuts } from './shortcuts';
import type { useIntake } from './use-intake';
import { WaitingList } from './waiting-list';

type Props = { me: User; workspace: string; now: ReturnType<typeof useIntake>; isManager: boolean };

/** The queue at the left, one request of it at a time beside it; on a phone one after the other. */
export function WaitingRoom({ me, workspace, now, isManager }: Props) {
  const { waiting, board } = now;
  const asked = Number(useSearchParams().get('request')) || null;
  // Where the address names none, the first; it stays while others come before it, or what is typed would go.
  const [pinned, setPinned] = useState(asked ?? waiting[0]?.number ?? null);
  const [last, setLast] = useState<Request | null>(null);
  const number = asked ?? pinned;

  useEffect(() => {
    if (asked) setPinned(asked);
    else if (pinned === null && waiting[0]) setPinned(waiting[0].number);
  }, [asked, pinned, waiting]);

  const home = `/${workspace}/${board.key}/intake`;
  const show = (next: number | null, how: 'pushState' | 'replaceState' = 'replaceState') => {
    setPinned(next);
    window.history[how](null, '', next ? `${home}?request=${next}` : home);
  };
  const step = (by: 1 | -1) => {
    const at = waiting.findIndex((each) => each.number === number);
    const next = waiting[at === -1 ? 0 : at + by];
    if (next) show(next.number);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });

  /** The one below takes its turn, or the first. */
  const next = () => {
    const at = waiting.findIndex((each) => each.number === number);
    const others = waiting.filter((each) => each.number !== number);
    show((others[at === -1 ? 0 : at] ?? others[0])?.number ?? null);
  };

  if (number === null)
    return (
      <>
        {last && <LastAnswer request={last} workspace={workspace} boardKey={board.key} />}
        <EmptyState title="Nobody waits">
          Every request has its answer. New ones appear here by themselves.
        </EmptyState>
      </>
    );
  return (
    <div className={styles.room} data-chosen={asked !== null || undefined}>
      <WaitingList
        waiting={waiting}
        chosen={number}
        zone={board.timeZone}
        onChoose={(chosen) => show(chosen, asked ? 'replaceState' : 'pushState')}
      />
      <div className={styles.main}>
        {last && <LastAnswer request={last} workspace={workspace} boardKey={board.key} />}
        <Pane
          key={number}
          me={me}
          workspace={workspace}
          number={number}
          now={now}
          isManager={isManager}
          onAnswered={(request) => {
            setLast(request);
            next();
          }}
          onNext={next}
          onBack={() => show(null)}
        />
      </div>
    </div>
  );
}
