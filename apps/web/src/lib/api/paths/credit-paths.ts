import { boardPath } from './board-paths';

const home = (workspace: string) => `/v1/workspaces/${workspace}/credits`;

/** The experiment with a priced intake. */
export const creditPaths = {
  own: home,
  rule: (workspace: string) => `${home(workspace)}/rule`,
  end: (workspace: string) => `${home(workspace)}/rule/end`,
  accounts: (workspace: string) => `${home(workspace)}/accounts?size=200`,
  adjustments: (workspace: string) => `${home(workspace)}/adjustments`,
  /** `user`: an id, or `all`; null: the reader’s own. */
  entries: (workspace: string, user: string | null) =>
    `${home(workspace)}/entries${user === null ? '' : `?user=${user}`}`,
  file: (workspace: string, user: string | null) =>
    `${home(workspace)}/entries.csv${user === null ? '' : `?user=${user}`}`,
  ofRequest: (workspace: string, key: string, number: number, user: string) =>
    `${home(workspace)}/entries?user=${user}&board=${key}&request=${number}`,
  price: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/price`,
} as const;
