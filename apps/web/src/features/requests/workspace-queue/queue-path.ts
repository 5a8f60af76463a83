import { paths } from '@/lib/api/paths';

/** As the page and its first paint read it: one path, the same answer. */
export function queuePath(workspace: string): string {
  return `${paths.queue(workspace)}?size=200`;
}
