import { adminPaths } from '@/lib/api/paths/admin-paths';

/** The caller’s own, those of a service account, or those of all members. */
export type TokensOf = { serviceAccount?: string | undefined } | 'everyone';

/** The path by which these tokens are read. */
export function tokenListPath(workspace: string, of: TokensOf): string {
  const own = `${adminPaths.tokens(workspace)}?size=200`;
  if (of === 'everyone') return `${own}&of=everyone`;
  return of.serviceAccount ? `${own}&serviceAccount=${of.serviceAccount}` : own;
}
