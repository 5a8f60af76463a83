/** A board by its ids: where a row stands. */
export type Place = { workspaceId: string; boardId: string };
