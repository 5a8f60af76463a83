import { can, type Override, type ProblemCode } from '@weir/contract';
import type { Credentials } from '../../http/access/caller.js';

/** How limits refuse a write that takes an override. */
export const limitRefusals: readonly ProblemCode[] = [
  'wip-limit-reached',
  'override-stale',
  'override-budget-spent',
];

/**
 * The caller as a statement that checks them itself must find them: with an override, in a role that may pass
 * limits. So who may not is found nowhere, and is told so, at no cost for who may.
 */
export function whoMay(credentials: Credentials, override: Override | undefined): Credentials {
  if (!override) return credentials;
  return { ...credentials, roles: credentials.roles.filter((role) => can(role, 'overrideLimits')) };
}
