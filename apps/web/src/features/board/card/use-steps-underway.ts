'use client';

import { useIsMutating } from '@tanstack/react-query';
import { paths } from '@/lib/api/paths';

/** How many changes of cards in their panels are being sent. */
export function useStepsUnderway(workspace: string, key: string): number {
  const cards = `${paths.cards(workspace, key)}/`;
  return useIsMutating({
    predicate: ({ options: { mutationKey: [path] = [] } }) =>
      typeof path === 'string' && path.startsWith(cards),
  });
}
