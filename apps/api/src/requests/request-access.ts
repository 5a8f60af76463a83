import { can, type Role } from '@weir/contract';
import type { BoardAccess } from '../http/access/caller.js';
import type { Asked } from './request-document.js';

/** A guest at a board, by the link that an e-mail gave them: they have no role, and their own requests alone. */
export type GuestAccess = {
  workspaceId: string;
  workspaceSlug: string;
  boardId: string;
  boardKey: string;
  userId: null;
  roles: readonly never[];
  guestId: string;
};

/** Whoever acts on a request. */
export type Party = BoardAccess | GuestAccess;

export function isOwn(party: Party, { requesterId, guestId }: Asked): boolean {
  return party.userId === null ? guestId === party.guestId : requesterId === party.userId;
}

/** By who asked for it, who asked the same, and those who read all. */
export function isSeenBy(party: Party, asked: Asked): boolean {
  if (party.userId === null) return isOwn(party, asked);
  const { role, userId } = party;
  return isOwn(party, asked) || asked.watcherIds.includes(userId) || can(role, 'readAllRequests');
}

/** Who a member is here by now: their role may have changed while a write of theirs waited for the clock. */
export function nowAs(party: Party, role: Role | null): Party {
  return party.userId === null || role === null ? party : { ...party, role };
}
