import { boardPaths } from '@/lib/api/paths/board-paths';

/** Where the archived cards of a board are read. */
export function archivePath(workspace: string, key: string): string {
  return `${boardPaths.board(workspace, key)}?include=archived`;
}
