/** The paths of imports, which only their own pages load. */
export const importPaths = {
  list: (workspace: string) => `/v1/workspaces/${workspace}/imports`,
  one: (workspace: string, id: string) => `/v1/workspaces/${workspace}/imports/${id}`,
  run: (workspace: string, id: string) => `/v1/workspaces/${workspace}/imports/${id}/run`,
  report: (workspace: string, id: string) => `/v1/workspaces/${workspace}/imports/${id}/report.csv`,
};
