/** What the pages about flow read: of a board, or of several where `board` is null. */
export const flowPaths = {
  of: (workspace: string, board: string | null, what: string) =>
    `/v1/workspaces/${workspace}${board === null ? '' : `/boards/${board}`}/flow/${what}`,
} as const;
