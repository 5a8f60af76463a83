import { workspacePaths } from '@/lib/api/paths/workspace-paths';

/** The caller's requests on all boards, as the page and its server-rendered first paint read them. */
export function myRequestsPath(workspace: string): string {
  return `${workspacePaths.queue(workspace)}?of=me&size=50`;
}
