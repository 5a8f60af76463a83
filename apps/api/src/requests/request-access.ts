import { can, type Role } from '@weir/contract';
import type { BoardAccess } from '../http/access/caller.js';
import type { StoredRequest } from './request-document.js';

/** A guest at a board, by the link in an e-mail. A guest has no role and reads no requests but their own. */
export type GuestAccess = {
  workspaceId: string;
  workspaceSlug: string;
  boardId: string;
  boardKey: string;
  userId: null;
  roles: readonly never[];
  guestId: string;
};

/** A member or a guest who reads or changes a request. */
export type RequestActor = BoardAccess | GuestAccess;

export function isRequester(actor: RequestActor, { requesterId, guestId }: StoredRequest): boolean {
  return actor.userId === null ? guestId === actor.guestId : requesterId === actor.userId;
}

/** Its requester, its watchers, and roles that read all requests. */
export function canRead(actor: RequestActor, request: StoredRequest): boolean {
  if (isRequester(actor, request)) return true;
  if (actor.userId === null) return false;
  return request.watcherIds.includes(actor.userId) || can(actor.role, 'readAllRequests');
}

export function canReadAll(actor: RequestActor): boolean {
  return actor.userId !== null && can(actor.role, 'readAllRequests');
}

export function canAnswer(actor: RequestActor): boolean {
  return actor.userId !== null && can(actor.role, 'answerRequests');
}

/** The actor in the role they have under the clock: it may have changed while their write waited. */
export function withCurrentRole(actor: RequestActor, role: Role | null): RequestActor {
  return actor.userId === null || role === null ? actor : { ...actor, role };
}
