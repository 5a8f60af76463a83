'use client';

import { useIsMutating } from '@tanstack/react-query';
import { boardPaths } from '@/lib/api/paths/board-paths';

/** How many changes of cards in their panels are being sent. */
export function useStepsUnderway(workspace: string, key: string): number {
  const cards = `${boardPaths.cards(workspace, key)}/`;
  return useIsMutating({
    predicate: ({ options: { mutationKey: [path] = [] } }) =>
      typeof path === 'string' && path.startsWith(cards),
  });
}
