'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Card } from '@weir/contract';
import { useState } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import type { archivingActs, Page } from './archiving-acts';

type Acts = ReturnType<typeof archivingActs>;

const load = loadedAhead(() =>
  withWordsOf('features/board/card/archive/archiving-acts', import('./archiving-acts')),
);

/**
 * Archiving, unblocking, renaming, and editing labels and people. Archiving needs a dialog only for accepted work, whose requester reads why.
 * Without a connection they are drawn and wait, and are sent once there is one.
 */
export function useArchiving(page: Page) {
  const t = useTranslations();
  const client = useQueryClient();
  /** Why something was refused, and the card if it could not be restored. */
  const [refusal, setRefusal] = useState<{ problem: AnyProblem; card: Card | null } | null>(null);
  const [underway, setUnderway] = useState(0);
  const count = (more: 1 | -1) => setUnderway((now) => now + more);
  const refuse = (problem: AnyProblem | null, card: Card | null = null) =>
    setRefusal(problem && { problem, card });

  /** Loads the code of an action first. It counts as under way from the start. */
  const later =
    <Args extends unknown[], Result>(pick: (acts: Acts) => (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      count(1);
      try {
        const { archivingActs } = await load();
        // From here on the action counts itself.
        return pick(archivingActs({ ...page, t, client, count, refuse }))(...args);
      } finally {
        count(-1);
      }
    };
  return {
    refusal,
    underway,
    dismiss: () => setRefusal(null),
    archive: later(({ archive }) => archive),
    restore: later(({ restore }) => restore),
    undoCreation: later(({ undoCreation }) => undoCreation),
    unblock: later(({ unblock }) => unblock),
    setBlock: later(({ setBlock }) => setBlock),
    changeBack: later(({ changeBack }) => changeBack),
    send: later(({ send }) => send),
    writesFor: later(({ writesFor }) => writesFor),
    edit: later(({ edit }) => edit),
    rename: later(({ rename }) => rename),
    retitle: later(({ retitle }) => retitle),
  };
}
