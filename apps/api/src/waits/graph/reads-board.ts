import { can } from '@weir/contract';
import { type Access, boardsOf } from '../../http/access/caller.js';

/** Whether the caller may read this board of the workspace. */
export function readsBoard(access: Access, boardId: string): boolean {
  const boards = boardsOf(access);
  return can(access.role, 'readBoards') && (boards === null || boards.includes(boardId));
}
