import type { Role, TokenScope } from '@weir/contract';
import { type Result, refuse } from '../../result.js';
import type { TokenBearer } from './caller.js';

/** Refuses where the caller’s token lacks a scope; null for a session. */
export function refuseWithoutScope({ token }: TokenBearer, scope: TokenScope): Result<never> | null {
  if (!token || token.scopes.includes(scope)) return null;
  const scopes = [...token.scopes];
  const values = { scope, scopes: scopes.join(', ') };
  return refuse('scope-missing', { scope, scopes }, { key: 'scopeMissing', values });
}

/** Refuses an API token that makes somebody an owner: with a leaked token, a stranger could keep access after it is revoked. */
export function refuseOwnership({ token }: TokenBearer, role: Role): Result<never> | null {
  if (!token || role !== 'owner') return null;
  return refuse('token-not-accepted', { why: 'session' }, { key: 'needsSession' });
}
