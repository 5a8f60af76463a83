import { can } from '@weir/contract';
import { type Access, boardsOf } from '../../http/access/caller.js';

/** Whether the caller may read this board of the workspace: a token also needs the scope to read. */
export function readsBoard(access: Access, boardId: string): boolean {
  const { role, token } = access;
  const boards = boardsOf(access);
  const covers = boards === null || boards.includes(boardId);
  return can(role, 'readBoards') && covers && (!token || token.scopes.includes('read'));
}
