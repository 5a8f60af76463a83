import { boardPath } from './board-paths';

const list = (workspace: string, key: string) => `${boardPath(workspace, key)}/limits/trials`;

/** The trials of limits of a board. */
export const trialPaths = {
  list,
  end: (workspace: string, key: string, id: string) => `${list(workspace, key)}/${id}/end`,
  decision: (workspace: string, key: string, id: string) => `${list(workspace, key)}/${id}/decision`,
} as const;
