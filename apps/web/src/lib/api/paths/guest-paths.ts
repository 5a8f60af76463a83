import { boardPath } from './board-paths';

/** The paths of the API for people without an account. `key` is a board's key, `form` the form's. */
export const guestPaths = {
  form: (workspace: string, key: string, form: string) => `${boardPath(workspace, key)}/forms/${form}`,
  formAsks: (workspace: string, key: string, form: string) =>
    `${boardPath(workspace, key)}/forms/${form}/asks`,
  formConfirmations: '/v1/forms/confirmations',
  formNotifyMe: (workspace: string, key: string, form: string) =>
    `${boardPath(workspace, key)}/forms/${form}/notify-me`,
  notifyMeConfirmations: '/v1/forms/notify-me/confirmations',
  guestLinks: '/v1/forms/links',
  guestRequests: '/v1/forms/requests',
  guestFollowUps: (key: string, number: number) => `/v1/forms/requests/${key}/${number}/follow-ups`,
  guestRequest: (key: string, number: number) => `/v1/forms/requests/${key}/${number}`,
  guestMessages: (key: string, number: number) => `/v1/forms/requests/${key}/${number}/messages`,
  guestReceived: (key: string, number: number) => `/v1/forms/requests/${key}/${number}/received`,
  guestAskAgain: (key: string, number: number) => `/v1/forms/requests/${key}/${number}/ask-again`,
} as const;
