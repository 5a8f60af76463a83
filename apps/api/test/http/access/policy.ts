import type { Role } from '@weir/contract';

/** By call: the roles that may make it, and what the test sends. */
export type Policy = Record<
  string,
  { allowed: Role[] | 'everybody' | 'signedIn'; body?: object; file?: string; query?: string }
>;

export const roles: Role[] = ['owner', 'manager', 'member', 'requester', 'viewer'];
export const owners: Role[] = ['owner'];
export const managers: Role[] = ['owner', 'manager'];
export const team: Role[] = ['owner', 'manager', 'member'];
export const readers: Role[] = [...team, 'viewer'];
export const askers: Role[] = [...team, 'requester'];
