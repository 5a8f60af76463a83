import { boardPath } from './board-paths';

/** What the settings of a board change, and its public link. */
export const boardSetupPaths = {
  columns: (workspace: string, key: string) => `${boardPath(workspace, key)}/columns`,
  column: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/columns/${id}`,
  swimlanes: (workspace: string, key: string) => `${boardPath(workspace, key)}/swimlanes`,
  swimlane: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/swimlanes/${id}`,
  labels: (workspace: string, key: string) => `${boardPath(workspace, key)}/labels`,
  label: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/labels/${id}`,
  recurringCards: (workspace: string, key: string) => `${boardPath(workspace, key)}/recurring-cards`,
  recurringCard: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/recurring-cards/${id}`,
  cardTemplates: (workspace: string, key: string) => `${boardPath(workspace, key)}/card-templates`,
  cardTemplate: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/card-templates/${id}`,
  fields: (workspace: string, key: string) => `${boardPath(workspace, key)}/fields`,
  field: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/fields/${id}`,
  fieldOptions: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/fields/${id}/options`,
  fieldOption: (workspace: string, key: string, id: string, option: string) =>
    `${boardPath(workspace, key)}/fields/${id}/options/${option}`,
  limits: (workspace: string, key: string) => `${boardPath(workspace, key)}/limits`,
  limit: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/limits/${id}`,
  deletion: (workspace: string, key: string) => `${boardPath(workspace, key)}/deletion`,
  publicLink: (workspace: string, key: string) => `${boardPath(workspace, key)}/public-link`,
  publicBoard: (token: string) => `/v1/public/boards/${token}`,
  badge: (token: string) => `/v1/public/boards/${token}/badge.svg`,
  overrides: (workspace: string, key: string) => `${boardPath(workspace, key)}/overrides`,
} as const;
