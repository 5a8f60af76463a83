import { adminPaths } from '@/lib/api/paths/admin-paths';

/** The path by which the tokens of a service account are read, or without one the person’s own. */
export function tokenListPath(workspace: string, serviceAccount?: string): string {
  const own = `${adminPaths.tokens(workspace)}?size=200`;
  return serviceAccount ? `${own}&serviceAccount=${serviceAccount}` : own;
}
