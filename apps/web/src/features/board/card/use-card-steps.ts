'use client';

import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Card, CardDetail } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import type { Edit } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { changeKept, type KeptWrite, keepWrite } from '@/lib/waiting/kept-writes';
import { sendWhenReachable } from '@/lib/waiting/send-kept';
import type { Write } from '@/lib/waiting/write';
import { useBoardPage } from '../board-context';

/** A change of a card. Applying it twice is the same as once. `write` gets the card as it was saved last. */
export type CardStep = {
  apply: (card: CardDetail) => CardDetail;
  write: (card: CardDetail) => Write;
  /** Called once it is saved. Until it has returned, an undo waits. */
  onSaved?: () => void;
};
type KeptStep = CardStep & { kept: KeptWrite };

/**
 * Shows changes of a part of a card at once, and saves them in order. A refused change is undone, and `problem` says why.
 * `announcement` is what screen readers read after each.
 */
export function useCardSteps(
  card: CardDetail,
  part: Edit['field'] | 'checklist' | `field ${string}`,
  announcement: string,
) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const path = paths.card(slug, board.key, card.number);
  const mutationKey = [path, part];
  const newest = () => client.getQueryData<CardDetail>([path]) ?? card;
  const { mutateAsync } = useMutation<Card, ProblemError, KeptStep>({
    mutationKey,
    scope: { id: mutationKey.join(' ') },
    mutationFn: async ({ write, kept }) => {
      const saved = await sendWhenReachable<Card>(changeKept(kept, write(newest())));
      if (saved.ok) return saved.value;
      throw new ProblemError(saved.problem);
    },
    onSuccess: (saved, { apply, onSaved }) => {
      client.setQueryData<CardDetail>([path], (old) => old && apply({ ...old, ...saved }));
      announce(announcement);
      onSaved?.();
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
    shown: steps.reduce((now, { apply }) => apply(now), card),
    problem,
    setProblem,
    /** Resolves with why it was refused. With `isQuiet` the caller shows that, and `problem` stays until it is saved. */
    take(step: CardStep, { isQuiet = false } = {}): Promise<AnyProblem | null> {
      if (!isQuiet) setProblem(null);
      // Kept at once, as it may have to wait for its turn.
      return mutateAsync({ ...step, kept: keepWrite(step.write(newest())) }).then(
        () => {
          setProblem(null);
          return null;
        },
        (error: ProblemError) => {
          if (!isQuiet) setProblem(error.problem);
          return error.problem;
        },
      );
    },
  };
}
