import { paths } from '@/lib/api/paths';

/** What the caller has asked on all boards, as the page and its first paint read it. */
export function ownPath(workspace: string): string {
  return `${paths.queue(workspace)}?of=me&size=50`;
}
