import { SetMetadata } from '@nestjs/common';
import {
  type Action,
  allowedRoles,
  can,
  type Role,
  readWithManage,
  scopesOfActions,
  type TokenScope,
} from '@weir/contract';

/**
 * The access rule of a route. The guard checks `roles` with one query. `inStatement` leaves everything but the token's
 * signature to the route's own SQL statement, which joins `weir.caller`.
 */
export type Rule =
  | { kind: 'public' }
  | { kind: 'signedIn' }
  | { kind: 'roles' | 'inStatement'; roles: readonly Role[]; actions: readonly [Action, ...Action[]] };

export const RULE = Symbol('access rule');

export const Public = () => SetMetadata(RULE, { kind: 'public' } satisfies Rule);

/** For everybody who is signed in. No API token is accepted, unless `@Scope(…)` names one. */
export const SignedIn = () => SetMetadata(RULE, { kind: 'signedIn' } satisfies Rule);

/** For members of the path's workspace whose role allows one of `actions`, by the contract's table. */
export const Allow = (...actions: [Action, ...Action[]]) =>
  SetMetadata(RULE, { kind: 'roles', roles: rolesOf(actions), actions } satisfies Rule);

/** As `Allow`, for a route whose SQL statement checks the caller itself. Such a route takes `@Credentials()`. */
export const AllowInStatement = (...actions: [Action, ...Action[]]) =>
  SetMetadata(RULE, { kind: 'inStatement', roles: rolesOf(actions), actions } satisfies Rule);

/** The scope that an API token needs: `any` for each of them, `null` for a route that accepts no token. */
export type RouteScope = TokenScope | 'any' | null;

export const SCOPE = Symbol('token scope');

/** The scope that a token needs for this route, where it is not that of the contract’s table: see `scopeOf`. */
export const Scope = (scope: TokenScope | 'any') => SetMetadata(SCOPE, scope satisfies RouteScope);

/** For people who are signed in: their account, and what would let a token make more tokens. */
export const SessionsOnly = () => SetMetadata(SCOPE, null satisfies RouteScope);

export const FILTERS_BOARDS = Symbol('filters boards');

/**
 * On a route outside boards: a token for some boards may call it, because it shows nothing of the others. Without it such a
 * token is refused there.
 */
export const FiltersBoards = () => SetMetadata(FILTERS_BOARDS, true);

/** Which scope a route needs: its own, else `read` for reading, else that of its first action in the contract’s table. */
export function scopeOf(rule: Rule, method: string, own: RouteScope | undefined): RouteScope {
  if (own !== undefined) return own;
  if (!('actions' in rule)) return null;
  const [action] = rule.actions;
  const reads = method === 'GET' || method === 'HEAD';
  return reads && !readWithManage.includes(action) ? 'read' : scopesOfActions[action];
}

/** Whether everyone that a rule allows can read boards, so that they may see a board's seq. */
export function isForReaders(rule: Rule): boolean {
  return 'roles' in rule && rule.roles.every((role) => can(role, 'readBoards'));
}

function rolesOf(actions: readonly Action[]): Role[] {
  return [...new Set(actions.flatMap((action) => [...allowedRoles[action]]))];
}
