import type { BoardAccess } from '../http/caller.js';
import type { Asked } from './requests.repository.js';

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
