import type { Board } from '@weir/contract';

/** The path of a board in the API. `key` is the board's key. */
export const boardPath = (workspace: string, key: string) => `/v1/workspaces/${workspace}/boards/${key}`;

/** What an open board reads and changes. */
export const boardPaths = {
  board: boardPath,
  boardChanges: (workspace: string, { key, seq, today, namesVersion }: Board) =>
    `${boardPath(workspace, key)}/changes?after=${seq}&today=${today}&namesVersion=${namesVersion}`,
  serviceLevels: (workspace: string, key: string) => `${boardPath(workspace, key)}/flow/sle`,
  pressure: (workspace: string, key: string) => `${boardPath(workspace, key)}/pressure`,
  cards: (workspace: string, key: string) => `${boardPath(workspace, key)}/cards`,
  moves: (workspace: string, key: string) => `${boardPath(workspace, key)}/moves`,
  views: (workspace: string, key: string) => `${boardPath(workspace, key)}/views`,
  view: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/views/${id}`,
  slotWaits: (workspace: string, key: string) => `${boardPath(workspace, key)}/slot-waits`,
  notifyOfSlot: (workspace: string, key: string, column: string) =>
    `${boardPath(workspace, key)}/columns/${column}/notify-me`,
} as const;
