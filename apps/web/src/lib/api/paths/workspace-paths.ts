/** What the pages of a workspace read. */
export const workspacePaths = {
  workspaces: '/v1/workspaces',
  workspace: (workspace: string) => `/v1/workspaces/${workspace}`,
  boards: (workspace: string) => `/v1/workspaces/${workspace}/boards`,
  members: (workspace: string) => `/v1/workspaces/${workspace}/members`,
  allMembers: (workspace: string) => `/v1/workspaces/${workspace}/members?size=200`,
  member: (workspace: string, userId: string) => `/v1/workspaces/${workspace}/members/${userId}`,
  held: (workspace: string, userId: string) => `/v1/workspaces/${workspace}/members/${userId}/held`,
  teams: (workspace: string) => `/v1/workspaces/${workspace}/teams`,
  allTeams: (workspace: string) => `/v1/workspaces/${workspace}/teams?size=200`,
  team: (workspace: string, id: string) => `/v1/workspaces/${workspace}/teams/${id}`,
  search: (workspace: string, q: string, size: number) =>
    `/v1/workspaces/${workspace}/search?q=${encodeURIComponent(q)}&size=${size}`,
  notices: (workspace: string) => `/v1/workspaces/${workspace}/notices`,
  noticesRead: (workspace: string) => `/v1/workspaces/${workspace}/notices/read`,
  myWork: (workspace: string) => `/v1/workspaces/${workspace}/my-work`,
  digest: (workspace: string) => `/v1/workspaces/${workspace}/digest`,
  waitsMap: (workspace: string) => `/v1/workspaces/${workspace}/waits/map`,
  boardWaits: (workspace: string, from: string, on: string) =>
    `/v1/workspaces/${workspace}/waits?from=${from}&on=${on}`,
  overview: (workspace: string) => `/v1/workspaces/${workspace}/overview`,
  queue: (workspace: string) => `/v1/workspaces/${workspace}/requests`,
  demo: (workspace: string) => `/v1/workspaces/${workspace}/demo`,
} as const;
