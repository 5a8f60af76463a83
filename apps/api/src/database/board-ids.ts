/** The ids of a board and its workspace. */
export type BoardIds = { workspaceId: string; boardId: string };

/** A board with its ids and its names. */
export type BoardNamed = BoardIds & { workspaceSlug: string; boardKey: string };
