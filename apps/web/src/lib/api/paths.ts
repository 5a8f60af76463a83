import type { Board } from '@weir/contract';

/** The paths of the API. `key` is a board's key. */
export const boardPath = (workspace: string, key: string) => `/v1/workspaces/${workspace}/boards/${key}`;

export const paths = {
  me: '/v1/me',
  users: '/v1/users',
  setup: '/v1/setup',
  workspaces: '/v1/workspaces',
  workspace: (workspace: string) => `/v1/workspaces/${workspace}`,
  workspaceArchive: (workspace: string) => `/v1/workspaces/${workspace}/archive`,
  audit: (workspace: string) => `/v1/workspaces/${workspace}/audit`,
  auditFile: (workspace: string) => `/v1/workspaces/${workspace}/audit.csv`,
  archivedWorkspaces: '/v1/me/archived-workspaces',
  archivedWorkspace: (workspace: string) => `/v1/me/archived-workspaces/${workspace}`,
  archivedContent: (workspace: string) => `/v1/me/archived-workspaces/${workspace}/content`,
  workspaceDeletion: (workspace: string) => `/v1/me/archived-workspaces/${workspace}/deletion`,
  demo: (workspace: string) => `/v1/workspaces/${workspace}/demo`,
  members: (workspace: string) => `/v1/workspaces/${workspace}/members`,
  member: (workspace: string, userId: string) => `/v1/workspaces/${workspace}/members/${userId}`,
  held: (workspace: string, userId: string) => `/v1/workspaces/${workspace}/members/${userId}/held`,
  teams: (workspace: string) => `/v1/workspaces/${workspace}/teams`,
  allTeams: (workspace: string) => `/v1/workspaces/${workspace}/teams?size=200`,
  team: (workspace: string, id: string) => `/v1/workspaces/${workspace}/teams/${id}`,
  search: (workspace: string, q: string, size: number) =>
    `/v1/workspaces/${workspace}/search?q=${encodeURIComponent(q)}&size=${size}`,
  noticeSettings: (workspace: string) => `/v1/workspaces/${workspace}/notices/settings`,
  noticeMailTimes: (workspace: string) => `/v1/workspaces/${workspace}/notices/mail-times`,
  noticeChoices: (workspace: string) => `/v1/workspaces/${workspace}/notices/choices`,
  notices: (workspace: string) => `/v1/workspaces/${workspace}/notices`,
  noticesRead: (workspace: string) => `/v1/workspaces/${workspace}/notices/read`,
  invitations: (workspace: string) => `/v1/workspaces/${workspace}/invitations`,
  invitation: (workspace: string, id: string) => `/v1/workspaces/${workspace}/invitations/${id}`,
  invitationByToken: (token: string) => `/v1/invitations/${token}`,
  mailInvitation: (token: string) => `/v1/invitations/${token}/mails`,
  acceptInvitation: (token: string) => `/v1/invitations/${token}/acceptance`,
  myWork: (workspace: string) => `/v1/workspaces/${workspace}/my-work`,
  overview: (workspace: string) => `/v1/workspaces/${workspace}/overview`,
  queue: (workspace: string) => `/v1/workspaces/${workspace}/requests`,
  boards: (workspace: string) => `/v1/workspaces/${workspace}/boards`,
  board: boardPath,
  boardChanges: (workspace: string, { key, seq, today, namesVersion }: Board) =>
    `${boardPath(workspace, key)}/changes?after=${seq}&today=${today}&namesVersion=${namesVersion}`,
  door: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/door`,
  columns: (workspace: string, key: string) => `${boardPath(workspace, key)}/columns`,
  column: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/columns/${id}`,
  swimlanes: (workspace: string, key: string) => `${boardPath(workspace, key)}/swimlanes`,
  swimlane: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/swimlanes/${id}`,
  labels: (workspace: string, key: string) => `${boardPath(workspace, key)}/labels`,
  views: (workspace: string, key: string) => `${boardPath(workspace, key)}/views`,
  view: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/views/${id}`,
  recurringCards: (workspace: string, key: string) => `${boardPath(workspace, key)}/recurring-cards`,
  recurringCard: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/recurring-cards/${id}`,
  cardTemplates: (workspace: string, key: string) => `${boardPath(workspace, key)}/card-templates`,
  cardTemplate: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/card-templates/${id}`,
  label: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/labels/${id}`,
  fields: (workspace: string, key: string) => `${boardPath(workspace, key)}/fields`,
  field: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/fields/${id}`,
  fieldOptions: (workspace: string, key: string, id: string) =>
    `${boardPath(workspace, key)}/fields/${id}/options`,
  fieldOption: (workspace: string, key: string, id: string, option: string) =>
    `${boardPath(workspace, key)}/fields/${id}/options/${option}`,
  limits: (workspace: string, key: string) => `${boardPath(workspace, key)}/limits`,
  limit: (workspace: string, key: string, id: string) => `${boardPath(workspace, key)}/limits/${id}`,
  cards: (workspace: string, key: string) => `${boardPath(workspace, key)}/cards`,
  card: (workspace: string, key: string, number: number) => `${boardPath(workspace, key)}/cards/${number}`,
  moves: (workspace: string, key: string) => `${boardPath(workspace, key)}/moves`,
  position: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/position`,
  back: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/back`,
  block: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/block`,
  archive: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/archive`,
  creation: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/creation`,
  attachments: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/attachments`,
  links: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/links`,
  checklist: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/checklist`,
  comments: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/comments`,
  watch: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/watch`,
  cardHistory: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/history`,
  requests: (workspace: string, key: string) => `${boardPath(workspace, key)}/requests`,
  request: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}`,
  history: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/requests/${number}/history`,
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
  publicLink: (workspace: string, key: string) => `${boardPath(workspace, key)}/public-link`,
  publicBoard: (token: string) => `/v1/public/boards/${token}`,
  publicForm: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/form`,
  slotWaits: (workspace: string, key: string) => `${boardPath(workspace, key)}/slot-waits`,
  notifyOfSlot: (workspace: string, key: string, column: string) =>
    `${boardPath(workspace, key)}/columns/${column}/notify-me`,
  notifyMe: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/notify-me`,
  gate: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/gate`,
  ledger: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/ledger`,
  ledgerFile: (workspace: string, key: string) => `${boardPath(workspace, key)}/intake/ledger.csv`,
  overrides: (workspace: string, key: string) => `${boardPath(workspace, key)}/overrides`,
  pressure: (workspace: string, key: string) => `${boardPath(workspace, key)}/pressure`,
} as const;
