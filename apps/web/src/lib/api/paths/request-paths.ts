import { boardPath } from './board-paths';

/** The intake of a board, its requests and their answers. */
export const requestPaths = {
  door: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/door`,
  forecastRecord: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/forecast-record`,
  requests: (workspace: string, key: string) => `${boardPath(workspace, key)}/requests`,
  request: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}`,
  history: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/history`,
  waits: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/waits`,
  similar: (workspace: string, key: string, title: string) =>
    `${boardPath(workspace, key)}/requests/similar?title=${encodeURIComponent(title)}`,
  answer: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/answer`,
  askAgain: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/ask-again`,
  received: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/received`,
  messages: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/messages`,
  context: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/context`,
  answers: (workspace: string, key: string) => `${boardPath(workspace, key)}/answers`,
  templates: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/templates`,
  template: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/intake/templates/${id}`,
  deferrals: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/deferrals`,
  intake: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake`,
  intakeWaits: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/waits`,
  publicForm: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/form`,
  notifyMe: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/notify-me`,
  rest: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/rest`,
  gate: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/gate`,
  ledger: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/ledger`,
  ledgerFile: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/ledger.csv`,
} as const;
