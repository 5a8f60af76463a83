'use client';

import type { Request, User } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { LastAnswer } from '../answer/last-answer';
import { useShortcuts } from '../answer/shortcuts';
import { BulkPane } from '../bulk/bulk-answer';
import { usePicking } from '../bulk/use-picking';
import type { useIntake } from '../intake-context';
import { PickBar } from './bulk/pick-bar';
import { stillPicked } from './bulk/picking';
import styles from './intake.module.css';
import { Pane } from './request-pane';
import { useSettle } from './use-settle';
import { WaitingList } from './waiting-list';

type Props = { me: User; workspace: string; now: ReturnType<typeof useIntake>; isManager: boolean };

/** The queue at the left, one request of it at a time beside it, or one answer to several; on a phone one after the other. */
export function WaitingRoom({ me, workspace, now, isManager }: Props) {
  const { waiting, board } = now;
  const asked = Number(useSearchParams().get('request')) || null;
  // Where the address names none, the first; it stays while others come before it, or what is typed would go.
  const [pinned, setPinned] = useState(asked ?? waiting[0]?.number ?? null);
  const [last, setLast] = useState<Request[]>([]);
  const [isWriting, setWriting] = useState(false);
  const numbers = waiting.map((each) => each.number);
  const { picked, pick, add, clear } = usePicking(numbers);
  const settle = useSettle(workspace, board.key);
  const number = asked ?? pinned;
  const several = stillPicked(picked, waiting);

  // What was answered just now is on the list for a moment yet.
  const first = waiting.find((each) => !last.some((answered) => answered.number === each.number))?.number;
  useEffect(() => {
    if (asked) setPinned(asked);
    else if (pinned === null && first) setPinned(first);
  }, [asked, pinned, first]);

  const home = `/${workspace}/${board.key}/intake`;
  const show = (next: number | null, how: 'pushState' | 'replaceState' = 'replaceState') => {
    setPinned(next);
    setWriting(false);
    window.history[how](null, '', next ? `${home}?request=${next}` : home);
  };
  const step = (by: 1 | -1) => {
    const at = numbers.indexOf(number ?? 0);
    const next = numbers[at === -1 ? 0 : at + by];
    if (next) show(next);
    return next;
  };
  /** Chooses where one is, and on to the next. */
  const pickOn = (by: 1 | -1) => {
    const next = step(by);
    add([number, next].filter((each) => each !== null && each !== undefined));
  };
  const stopWriting = () => {
    setWriting(false);
    clear();
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ...(isManager && {
      x: () => number !== null && pick(number),
      'shift+j': () => pickOn(1),
      'shift+k': () => pickOn(-1),
      b: () => setWriting(several.length > 0),
    }),
  });

  /** The one below takes its turn, or the first. */
  const next = (gone: readonly number[]) => {
    const at = waiting.findIndex((each) => each.number === number);
    const later = [...waiting.slice(Math.max(at, 0)), ...waiting];
    show(later.find((each) => !gone.includes(each.number))?.number ?? null);
  };

  if (number === null)
    return (
      <>
        <LastAnswer requests={last} workspace={workspace} boardKey={board.key} />
        <EmptyState title="Nobody waits">
          Every request has its answer. New ones appear here by themselves.
        </EmptyState>
      </>
    );
  const isBulk = isWriting && several.length > 0;
  return (
    <div className={styles.room} data-chosen={asked !== null || isBulk || undefined}>
      <div className={styles.queue}>
        {isManager && (
          <PickBar count={several.length} onWrite={() => setWriting(true)} onClear={stopWriting} />
        )}
        <WaitingList
          waiting={waiting}
          chosen={isBulk ? null : number}
          zone={board.timeZone}
          picking={isManager ? { picked, pick } : null}
          onChoose={(chosen) => show(chosen, asked ? 'replaceState' : 'pushState')}
        />
      </div>
      <div className={styles.main}>
        <LastAnswer requests={last} workspace={workspace} boardKey={board.key} />
        {isBulk ? (
          <div className={styles.several}>
            <BulkPane
              me={me}
              workspace={workspace}
              board={board}
              requests={several}
              onLeaveOut={(each) => pick(each)}
              onBack={() => setWriting(false)}
              onAnswered={(requests) => {
                settle(requests);
                setLast(requests);
                clear();
                next(requests.map((each) => each.number));
              }}
            />
          </div>
        ) : (
          <Pane
            key={number}
            me={me}
            workspace={workspace}
            number={number}
            now={now}
            isManager={isManager}
            onAnswered={(request) => {
              setLast([request]);
              next([request.number]);
            }}
            onNext={() => next([number])}
            onBack={() => show(null)}
          />
        )}
      </div>
    </div>
  );
}
