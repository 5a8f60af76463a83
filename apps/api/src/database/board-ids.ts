/** The ids of a board and its workspace. */
export type BoardIds = { workspaceId: string; boardId: string };
