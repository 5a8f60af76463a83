import { can, type Override, type ProblemCode } from '@weir/contract';
import type { Credentials } from '../../http/access/caller.js';

/** How limits refuse a write that takes an override. */
export const limitRefusals: readonly ProblemCode[] = [
  'wip-limit-reached',
  'override-stale',
  'override-budget-spent',
];

/**
 * The credentials of a command: with an override, only in the roles that may override limits. Callers in another role
 * match no row and get a refusal, at no cost for the others.
 */
export function withOverrideRoles(credentials: Credentials, override: Override | undefined): Credentials {
  if (!override) return credentials;
  return { ...credentials, roles: credentials.roles.filter((role) => can(role, 'overrideLimits')) };
}
