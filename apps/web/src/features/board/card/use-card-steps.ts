'use client';

import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Card, CardDetail } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';
import type { AnyProblem, Result } from '@/lib/api/result';
import type { Edit } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from '../board-context';

/** A change of a card. Applying it twice is the same as once. `send` gets the card as it was saved last. */
export type CardStep = {
  apply: (card: CardDetail) => CardDetail;
  send: (card: CardDetail) => Promise<Result<Card>>;
};

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
  const { mutateAsync } = useMutation<Card, ProblemError, CardStep>({
    mutationKey,
    scope: { id: mutationKey.join(' ') },
    mutationFn: async ({ send }) => {
      const saved = await send(client.getQueryData<CardDetail>([path]) ?? card);
      if (saved.ok) return saved.value;
      throw new ProblemError(saved.problem);
    },
    onSuccess: (saved, { apply }) => {
      client.setQueryData<CardDetail>([path], (old) => old && apply({ ...old, ...saved }));
      announce(announcement);
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
      return mutateAsync(step).then(
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
