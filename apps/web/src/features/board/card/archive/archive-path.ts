import { paths } from '@/lib/api/paths';

/** Where the archived cards of a board are read. */
export function archivePath(workspace: string, key: string): string {
  return `${paths.board(workspace, key)}?include=archived`;
}
