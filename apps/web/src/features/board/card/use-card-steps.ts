'use client';

import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Card, CardDetail } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { ProblemError } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import type { Edit } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { changeKept, type KeptWrite, keepWrite } from '@/lib/waiting/kept-writes';
import { sayRefused } from '@/lib/waiting/left-writes';
import { sendWhenReachable } from '@/lib/waiting/send-kept';
import type { Write } from '@/lib/waiting/write';
import { useBoardPage } from '../board-context';
import type { CardField } from './values/card-values';

/** A change of a card. Making it twice is the same as once. `write` gets the card as it was saved last. */
export type CardStep = {
  change: (card: CardDetail) => Partial<CardDetail>;
  /** The same change on the card's face, while it waits for the connection. */
  face?: (card: Card) => Partial<Card>;
  write: (card: CardDetail) => Write;
  /** Called once it is saved. Until it has returned, an undo waits. */
  onSaved?: (saved: Card) => void;
};
type KeptStep = CardStep & { kept: KeptWrite; wait: () => void };

type How = {
  /** The caller shows a refusal. `problem` stays until the step is saved. */
  isQuiet?: boolean;
  /** Called once, when it begins to wait. The page shows a refusal after that. */
  onWait?: () => void;
};

/**
 * Shows changes of a part of a card at once, and saves them in order. A refused change is undone, and `problem` says why.
 * `announcement` is what screen readers read after each.
 */
export function useCardSteps(
  card: CardDetail,
  part: Edit['field'] | CardField | 'checklist' | `field ${string}`,
  announcement: string,
) {
  const { board, refresh, draw } = useBoardPage();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const isClosed = useRef(false);
  useEffect(() => {
    isClosed.current = false;
    return () => {
      isClosed.current = true;
    };
  }, []);
  const path = cardPaths.card(slug, board.key, card.number);
  const mutationKey = [path, part];
  const newest = () => client.getQueryData<CardDetail>([path]) ?? card;
  const { mutateAsync } = useMutation<Card, ProblemError, KeptStep>({
    mutationKey,
    scope: { id: mutationKey.join(' ') },
    mutationFn: async ({ write, kept, wait }) => {
      const saved = await sendWhenReachable<Card>(changeKept(kept, write(newest())), wait);
      if (saved.ok) return saved.value;
      throw new ProblemError(saved.problem);
    },
    onSuccess: (saved, { change, onSaved }) => {
      client.setQueryData<CardDetail>([path], (old) => old && withChange({ ...old, ...saved }, change));
      announce(announcement);
      onSaved?.(saved);
    },
    onSettled: () => {
      void refresh();
      void client.invalidateQueries({ queryKey: [path] });
    },
  });
  const steps = useMutationState({
    filters: { mutationKey, exact: true, status: 'pending' },
    select: ({ state }) => state.variables as CardStep,
  });
  return {
    shown: steps.reduce((now, { change }) => withChange(now, change), card),
    problem,
    setProblem,
    /** Resolves with why it was refused. */
    take(step: CardStep, { isQuiet = false, onWait }: How = {}): Promise<AnyProblem | null> {
      if (!isQuiet) setProblem(null);
      let erase: (() => void) | null = null;
      const wait = () => {
        if (erase) return;
        erase = step.face ? draw(card.number, step.face) : () => undefined;
        onWait?.();
      };
      const isBehindAnother = client.isMutating({ mutationKey, exact: true }) > 0;
      // Kept at once, as it may have to wait for its turn.
      const kept = keepWrite(step.write(newest()));
      const taken = mutateAsync({ ...step, kept, wait });
      if (isBehindAnother) wait();
      return taken.then(
        () => {
          erase?.();
          setProblem(null);
          return null;
        },
        ({ problem: why }: ProblemError) => {
          const hasWaited = erase !== null;
          erase?.();
          if (hasWaited && (isQuiet || isClosed.current)) sayRefused(kept, why);
          else if (!isQuiet) setProblem(why);
          return why;
        },
      );
    },
  };
}

const withChange = (card: CardDetail, change: CardStep['change']): CardDetail => ({
  ...card,
  ...change(card),
});
