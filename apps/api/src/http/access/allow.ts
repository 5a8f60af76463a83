import { SetMetadata } from '@nestjs/common';
import { type Action, allowedRoles, type Role } from '@weir/contract';

/**
 * Who may call a route. `roles` are checked by the guard with one query; `inStatement` leaves all but the
 * token's signature to the route's own SQL statement, which joins `weir.caller`.
 */
export type Rule =
  | { kind: 'public' }
  | { kind: 'signedIn' }
  | { kind: 'roles' | 'inStatement'; roles: readonly Role[] };

export const RULE = Symbol('who may call');

export const Public = () => SetMetadata(RULE, { kind: 'public' } satisfies Rule);

/** For anyone signed in, whatever they belong to. */
export const SignedIn = () => SetMetadata(RULE, { kind: 'signedIn' } satisfies Rule);

/** For members of the path's workspace who may do one of `actions`, by the contract's table. */
export const Allow = (...actions: [Action, ...Action[]]) =>
  SetMetadata(RULE, { kind: 'roles', roles: rolesOf(actions) } satisfies Rule);

/** As `Allow`, for a route whose one SQL statement checks the caller itself; take `@Credentials()` there. */
export const AllowInStatement = (...actions: [Action, ...Action[]]) =>
  SetMetadata(RULE, { kind: 'inStatement', roles: rolesOf(actions) } satisfies Rule);

function rolesOf(actions: readonly Action[]): Role[] {
  return [...new Set(actions.flatMap((action) => [...allowedRoles[action]]))];
}
