import type { QueueItem } from '@weir/contract';
import { needsYou } from './needs-you';

export type OwnGroups = Record<'inHand' | 'waiting' | 'answered', QueueItem[]>;

/** What one has asked, by whose turn it is: one's own, the team's, nobody's any more. Each stays in the list's order. */
export function groupsOf(items: readonly QueueItem[]): OwnGroups {
  const groups: OwnGroups = { inHand: [], waiting: [], answered: [] };
  for (const item of items) groups[groupOf(item)].push(item);
  return groups;
}

function groupOf({ request, board }: QueueItem): keyof OwnGroups {
  if (needsYou(request, board.today)) return 'inHand';
  return request.answer ? 'answered' : 'waiting';
}
