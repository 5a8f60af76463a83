'use client';

import { requesterName, type Translate } from '@weir/words';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { PickBox } from '@/components/choice/pick-box';
import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { ClassMark } from '@/features/board/card/class-mark';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { type ShortcutGroup, useShortcutGroups } from '@/lib/keys/shortcut-groups';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { type Picked, stillPicked, usePicking } from '@/lib/picking';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { SentAnswers } from '../answer/sent-answers';
import type { AnsweredRequests } from '../answer/use-delayed-send';
import { isAnswerTo, useSentAnswers } from '../answer/use-sent-answers';
import { DueWord } from '../due-word';
import { useIntake } from '../intake-context';
import { RequestWaitLine } from '../waits/request-wait-line';
import { useAwaited } from '../waits/use-awaited';
import { RequestPane } from './request-pane';
import styles from './waiting-requests.module.css';

const BulkAnswer = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/bulk/bulk-answer', import('../bulk/bulk-answer')).then(
      (loaded) => loaded.BulkAnswer,
    ),
  ),
  { loading: () => null },
);

/** The queue at the left, and beside it one request or one answer to several. On a phone one after the other. */
export function WaitingRequests() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { waiting, board, canAnswer } = useIntake();
  const named = Number(useSearchParams().get('request')) || null;
  // Without one in the address the first. It stays while others come before it, or typed text would be lost.
  const [pinned, setPinned] = useState(named ?? waiting[0]?.number ?? null);
  const [opened] = useState(named);
  const [hasMoved, setMoved] = useState(false);
  const sent = useSentAnswers();
  const [isWriting, setWriting] = useState(false);
  // Answers to several, counted: while one is delayed, another can be written.
  const [batch, setBatch] = useState(1);
  const numbers = waiting.map((each) => each.number);
  const { picked, pick, add, clear } = usePicking(numbers);
  const number = named ?? pinned;
  const several = stillPicked(picked, waiting);

  // What was answered just now may be on the list for another moment.
  const answered = sent.last?.requests ?? [];
  const first = waiting.find((each) => !answered.some(({ number }) => number === each.number))?.number;
  useEffect(() => {
    if (named) setPinned(named);
  }, [named]);
  useEffect(() => {
    if (!named && pinned === null && first) setPinned(first);
  }, [named, pinned, first]);

  const home = `/${slug}/${board.key}/intake`;
  const show = (next: number | null, how: 'pushState' | 'replaceState' = 'replaceState') => {
    setPinned(next);
    setMoved(true);
    setWriting(false);
    window.history[how](null, '', next ? `${home}?request=${next}` : home);
  };
  const step = (by: 1 | -1) => {
    const at = numbers.indexOf(number ?? 0);
    const next = numbers[at === -1 ? 0 : at + by];
    if (next) show(next);
    return next;
  };
  /** Picks the current one, and the one that the list moves to. */
  const pickAndStep = (by: 1 | -1) => {
    const next = step(by);
    add([number, next].filter((each) => each !== null && each !== undefined));
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ...(canAnswer && {
      x: () => number !== null && pick(number),
      'shift+j': () => pickAndStep(1),
      'shift+k': () => pickAndStep(-1),
      b: () => setWriting(several.length > 0),
    }),
  });

  useShortcutGroups(() => (canAnswer ? [selectionKeys(t)] : []));

  /** Shows the next one below, or the first. */
  const showNext = (gone: readonly number[]) => {
    const at = waiting.findIndex((each) => each.number === number);
    const later = [...waiting.slice(Math.max(at, 0)), ...waiting];
    const next = later.find((each) => !gone.includes(each.number))?.number ?? null;
    show(next);
    if (next === null) focusPage();
  };

  const isBulk = isWriting && several.length > 0;
  const ref = `${board.key}-R${number}`;
  const isShown = (answer: AnsweredRequests) => (isBulk ? answer.batch === batch : isAnswerTo(answer, ref));
  const showAnswer = ({ requests, batch: of }: AnsweredRequests) => {
    show(requests[0]?.number ?? null);
    if (of === undefined) return;
    clear();
    add(requests.map((each) => each.number));
    setBatch(of);
    setWriting(true);
  };
  const notices = <SentAnswers of={sent} isShown={isShown} onShow={showAnswer} />;
  if (number === null) return <NothingWaits>{notices}</NothingWaits>;
  return (
    <div className={styles.room} data-chosen={named !== null || isBulk || undefined}>
      <div className={styles.queue}>
        {several.length > 0 && (
          <Selection
            count={several.length}
            onWrite={() => setWriting(true)}
            onClear={() => {
              setWriting(false);
              clear();
            }}
          />
        )}
        <List
          current={isBulk ? null : number}
          picked={picked}
          onPick={pick}
          onShow={(chosen) => show(chosen, named ? 'replaceState' : 'pushState')}
        />
      </div>
      <div className={styles.main}>
        {notices}
        {isBulk ? (
          <div className={styles.several}>
            <BulkAnswer
              key={batch}
              requests={several}
              batch={batch}
              refused={sent.refused?.batch === batch ? sent.refused : null}
              onLeaveOut={(each) => pick(each)}
              onBack={() => setWriting(false)}
              onDelayed={(answer) => {
                sent.onDelayed(answer);
                clear();
                setBatch(batch + 1);
                showNext(answer.requests.map((each) => each.number));
              }}
              onAnswered={sent.onAnswered}
              onRefused={sent.onRefused}
            />
          </div>
        ) : (
          <RequestPane
            key={number}
            number={number}
            focus={hasMoved ? 'heading' : number === opened ? 'answer' : null}
            refused={sent.refused && isAnswerTo(sent.refused, ref) ? sent.refused.why : null}
            hasNext={numbers.some((each) => each !== number)}
            onDelayed={(answer) => {
              sent.onDelayed(answer);
              showNext([number]);
            }}
            onAnswered={sent.onAnswered}
            onRefused={sent.onRefused}
            onNext={() => showNext([number])}
            onBack={() => show(null)}
          />
        )}
      </div>
    </div>
  );
}

function selectionKeys(t: Translate): ShortcutGroup {
  return {
    title: t('answers.keys.several'),
    shortcuts: [
      { keys: ['X'], text: t('answers.keys.select') },
      { keys: ['shift', 'J', 'K'], text: t('answers.keys.selectOn') },
      { keys: ['B'], text: t('answers.keys.bulk') },
    ],
  };
}

function NothingWaits({ children }: { children: ReactNode }) {
  const t = useTranslations();
  return (
    <>
      {children}
      <EmptyState title={t('intake.waiting.emptyTitle')}>{t('intake.waiting.emptyText')}</EmptyState>
    </>
  );
}

/** What can be done with the selected requests. */
function Selection({ count, onWrite, onClear }: { count: number; onWrite: () => void; onClear: () => void }) {
  const t = useTranslations();
  return (
    <div className={styles.selection} role="status">
      <b>{t('answers.bulk.selected', { count })}</b>
      <Button
        size="small"
        variant="primary"
        aria-label={t('answers.bulk.writeFor', { count })}
        onPress={onWrite}
      >
        {t('answers.bulk.write')}
      </Button>
      <Button size="small" variant="plain" onPress={onClear}>
        {t('answers.bulk.clear')}
      </Button>
    </div>
  );
}

type ListProps = {
  current: number | null;
  picked: Picked;
  onPick: (number: number, isRange: boolean) => void;
  onShow: (number: number) => void;
};

/** The waiting requests in the order in which they should be answered. */
function List({ current, picked, onPick, onShow }: ListProps) {
  const t = useTranslations();
  const { waiting, canAnswer } = useIntake();
  const awaited = useAwaited();
  return (
    <nav className={styles.list} aria-label={t('intake.waiting.label')}>
      <ol className={styles.items}>
        {waiting.map((request) => (
          <li
            key={request.number}
            className={styles.line}
            data-current={request.number === current || undefined}
          >
            {canAnswer && (
              <PickBox
                hasArea
                name={t('intake.waiting.select', { ref: request.ref, title: request.title })}
                isPicked={picked.has(request.number)}
                onPick={(isRange) => onPick(request.number, isRange)}
              />
            )}
            <button
              type="button"
              className={styles.item}
              aria-current={request.number === current ? 'true' : undefined}
              onClick={() => onShow(request.number)}
            >
              <span className={styles.title}>{request.title}</span>
              <span className={styles.about}>
                {request.ref} · {requesterName(t, request.requester)}
              </span>
              <span className={styles.marks}>
                <DueWord answerBy={request.answerBy} pausedAt={request.pausedAt} />
                <ClassMark of={request.classOfService} />
              </span>
              <RequestWaitLine number={request.number} awaited={awaited} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
