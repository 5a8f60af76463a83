'use client';

import type { Card } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useWaitingWrites } from '@/lib/api/waiting';
import type { Edit } from '@/lib/board/edit-card';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import type { BoardContext } from '../board-context';
import type { useArchiving } from '../card/archive/use-archiving';
import type { Done, useDone } from './use-done';

/** Loaded when the browser is idle, or when the server can be reached again. */
const load = loadedAhead(() => withWordsOf('features/board/undo/outcome', import('./outcome')));

type Page = Pick<BoardContext, 'board' | 'moves' | 'newCards' | 'focusCard'> & {
  done: ReturnType<typeof useDone>;
  archiving: ReturnType<typeof useArchiving>;
  /** How many actions are still being sent. They can be undone once they are confirmed. */
  underway: number;
  /** Returns whether all were changed; else the page says why not. */
  edit: (cards: readonly Card[], edit: Edit) => Promise<boolean>;
};

/** Undoes the last action, under the same limits as any other change. `said` is the result, as a sentence. */
export function useUndo({ board, moves, newCards, focusCard, done, archiving, edit, underway }: Page) {
  const t = useTranslations();
  const format = useFormatter();
  const isUnderway = underway > 0;
  const isCutOff = useWaitingWrites() > 0 || moves.waiting > 0 || newCards.waiting.length > 0;
  const [said, setSaid] = useState<{ text: string; isNews: boolean } | null>(null);
  const say = (text: string | null, isNews = true) => setSaid(text === null ? null : { text, isNews });
  /** Read at once by the next key, and shown to the effect below. */
  const running = useRef(false);
  const [isRunning, setRunning] = useState(false);
  /**
   * Undos that were requested while an action or another undo was being sent, the last action before that, and how many
   * actions are on their way since.
   */
  const [waiting, setWaiting] = useState<{
    last: number | undefined;
    times: number;
    underway: number;
  } | null>(null);

  const page = { t, list: (names: string[]) => format.list(names), board, moves, archiving, focusCard, edit };
  /** Another action has begun: the notice of the last undo goes. */
  const underwayBefore = useRef(underway);
  const noteUnderway = useEffectEvent((now: number) => {
    if (now > underwayBefore.current && !running.current) say(null);
    underwayBefore.current = now;
  });
  useEffect(() => noteUnderway(underway), [underway]);
  const last = done.all.at(-1);
  const undo = async (what: Done | undefined = last) => {
    // While one undo waits, the next one waits too: otherwise both would undo the same action.
    if (!running.current && !(what === last && (isUnderway || waiting))) return run(what);
    say(null);
    setWaiting((now) => ({ last: now ? now.last : last?.id, times: (now?.times ?? 0) + 1, underway }));
  };
  const run = async (what: Done | undefined) => {
    if (!what) return say(t('undo.nothing'));
    running.current = true;
    setRunning(true);
    say(null);
    try {
      const loaded = await load().catch(() => null);
      if (!loaded) return say(t('undo.notLoaded'));
      const { text, isOver } = await loaded.outcomeOf(what, page);
      if (isOver) done.remove(what.id);
      if (text) say(text);
    } finally {
      running.current = false;
      setRunning(false);
    }
  };
  const goOn = useEffectEvent(({ last: before, times }: NonNullable<typeof waiting>) => {
    // It goes on when that undo is over.
    if (running.current) return;
    // If that action failed, there is nothing to undo: the one before it was not meant.
    const isConfirmed = last?.id !== before || last === undefined;
    setWaiting(isConfirmed && times > 1 ? { last: last?.id, times: times - 1, underway } : null);
    if (isConfirmed) void run(last);
  });
  const follow = useEffectEvent((now: NonNullable<typeof waiting>, left: number) => {
    if (left === 0) return goOn(now);
    if (left < now.underway) return setWaiting({ ...now, underway: left });
    if (left === now.underway) return;
    // The person went on: what was done last is no longer what they meant.
    setWaiting(null);
    say(t('undo.wentOn'), false);
  });
  useEffect(() => {
    if (!waiting || isRunning) return;
    // What was done may be kept a moment after it is over.
    const soon = setTimeout(() => follow(waiting, underway));
    return () => clearTimeout(soon);
  }, [waiting, underway, isRunning]);
  return {
    undo,
    said: said?.text ?? (waiting && isCutOff ? t('undo.waits', { count: waiting.times }) : null),
    forgetSaid: () => say(null),
    /** After the next action, the notice of the last undo is out of date. */
    forgetNews: () => setSaid((now) => (now?.isNews ? null : now)),
    shown: done.all.findLast(({ notice }) => notice),
    hide: done.hide,
  };
}
