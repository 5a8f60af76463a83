import { SetMetadata } from '@nestjs/common';
import { type Action, allowedRoles, can, type Role } from '@weir/contract';

/**
 * The access rule of a route. The guard checks `roles` with one query. `inStatement` leaves everything but the token's
 * signature to the route's own SQL statement, which joins `weir.caller`.
 */
export type Rule =
  | { kind: 'public' }
  | { kind: 'signedIn' }
  | { kind: 'roles' | 'inStatement'; roles: readonly Role[] };

export const RULE = Symbol('access rule');

export const Public = () => SetMetadata(RULE, { kind: 'public' } satisfies Rule);

/** For everybody who is signed in. */
export const SignedIn = () => SetMetadata(RULE, { kind: 'signedIn' } satisfies Rule);

/** For members of the path's workspace whose role allows one of `actions`, by the contract's table. */
export const Allow = (...actions: [Action, ...Action[]]) =>
  SetMetadata(RULE, { kind: 'roles', roles: rolesOf(actions) } satisfies Rule);

/** As `Allow`, for a route whose SQL statement checks the caller itself. Such a route takes `@Credentials()`. */
export const AllowInStatement = (...actions: [Action, ...Action[]]) =>
  SetMetadata(RULE, { kind: 'inStatement', roles: rolesOf(actions) } satisfies Rule);

/** Whether everyone that a rule allows can read boards, and so may learn a board's seq. */
export function isForReaders(rule: Rule): boolean {
  return 'roles' in rule && rule.roles.every((role) => can(role, 'readBoards'));
}

function rolesOf(actions: readonly Action[]): Role[] {
  return [...new Set(actions.flatMap((action) => [...allowedRoles[action]]))];
}
