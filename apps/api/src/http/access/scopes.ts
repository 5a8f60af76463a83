import type { TokenScope } from '@weir/contract';
import { type Result, refuse } from '../../result.js';
import type { TokenBearer } from './caller.js';

/** Refuses where the caller’s token lacks a scope; null for a session. */
export function refuseWithoutScope({ token }: TokenBearer, scope: TokenScope): Result<never> | null {
  if (!token || token.scopes.includes(scope)) return null;
  const scopes = [...token.scopes];
  const values = { scope, scopes: scopes.join(', ') };
  return refuse('scope-missing', { scope, scopes }, { key: 'scopeMissing', values });
}
