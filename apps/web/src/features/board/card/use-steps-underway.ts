'use client';

import { useIsMutating } from '@tanstack/react-query';
import { paths } from '@/lib/api/paths';
import type { CardStep } from './use-card-steps';

/** How many changes of cards in their panels are being sent that can be undone: of those of checklists only the ticks. */
export function useStepsUnderway(workspace: string, key: string): number {
  const cards = `${paths.cards(workspace, key)}/`;
  return useIsMutating({
    predicate: ({ options: { mutationKey: [path, part] = [] }, state }) =>
      typeof path === 'string' &&
      path.startsWith(cards) &&
      (part !== 'checklist' || (state.variables as CardStep | undefined)?.onSaved !== undefined),
  });
}
