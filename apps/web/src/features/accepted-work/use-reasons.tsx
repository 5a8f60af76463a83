'use client';

import type { AcceptedWork, ToRequester } from '@weir/contract';
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import type { Result } from '@/lib/api/result';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import type { LeavingAction } from './leaving-dialog';

const LeavingDialog = dynamic(
  loadedAhead(() => withAllWords(import('./leaving-dialog')).then((loaded) => loaded.LeavingDialog)),
  { loading: () => null },
);

type Call<T> = (toRequester?: ToRequester) => Promise<Result<T>>;

/**
 * Makes a call that may take accepted work back. Asks for the reason that its requesters read: before the call where it
 * is known that some leaves, else once the server says so. Null: the person cancelled, and nothing was changed.
 */
export type WithReason = <T>(
  call: Call<T>,
  action: LeavingAction,
  known?: readonly AcceptedWork[],
) => Promise<Result<T> | null>;

type Asked = {
  id: number;
  cards: readonly AcceptedWork[];
  action: LeavingAction;
  send: Call<unknown>;
  settle: (result: Result<unknown> | null) => void;
};

/** Asks for reasons in the `dialog`, which the page shows. */
export function useReasons(): { withReason: WithReason; dialog: ReactNode } {
  const t = useTranslations();
  const [asked, setAsked] = useState<Asked | null>(null);
  const lastId = useRef(0);

  const ask = useCallback(
    <T,>(send: Call<T>, action: LeavingAction, cards: readonly AcceptedWork[]) =>
      new Promise<Result<T> | null>((resolve) => {
        const id = ++lastId.current;
        const settle = (result: Result<unknown> | null) => {
          setAsked((now) => (now?.id === id ? null : now));
          resolve(result as Result<T> | null);
        };
        setAsked({ id, cards, action, send, settle });
      }),
    [],
  );
  const withReason: WithReason = useCallback(
    async (call, action, known = []) => {
      if (known.length > 0) return ask(call, action, known);
      const result = await call();
      if (result.ok || result.problem.code !== 'accepted-work') return result;
      return ask(call, action, result.problem.cards);
    },
    [ask],
  );
  const cancel = () => {
    asked?.settle(null);
    announce(t('acceptedWork.cancelled'));
  };

  return {
    withReason,
    dialog: asked && (
      <LeavingDialog
        key={asked.id}
        cards={asked.cards}
        action={asked.action}
        send={asked.send}
        onSettled={asked.settle}
        onCancel={cancel}
      />
    ),
  };
}
