/** The paths of exports, which only their own page loads. */
export const exportPaths = {
  files: (workspace: string) => `/v1/workspaces/${workspace}/export/files.zip`,
  whole: (workspace: string) => `/v1/workspaces/${workspace}/export`,
  cards: (workspace: string) => `/v1/workspaces/${workspace}/export/cards.csv`,
  requests: (workspace: string) => `/v1/workspaces/${workspace}/export/requests.csv`,
};
