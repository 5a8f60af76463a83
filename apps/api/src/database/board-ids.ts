/** A board by its ids: where a row stands. */
export type BoardIds = { workspaceId: string; boardId: string };
