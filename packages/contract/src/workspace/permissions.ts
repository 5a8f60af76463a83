export const roles = ['owner', 'manager', 'member', 'requester', 'viewer'] as const;
type Role = (typeof roles)[number];

const everyone: readonly Role[] = roles;
const owners: readonly Role[] = ['owner'];
const managers: readonly Role[] = ['owner', 'manager'];
const team: readonly Role[] = ['owner', 'manager', 'member'];
const readers: readonly Role[] = ['owner', 'manager', 'member', 'viewer'];
const askers: readonly Role[] = ['owner', 'manager', 'member', 'requester'];

/** Which role is allowed what. The API enforces it on every route, and the web app shows it. */
export const allowedRoles = {
  /** Enter and leave the workspace, and list its boards. A requester sees only what they need to submit. */
  enterWorkspace: everyone,
  /** Read their own notices and mark them read. */
  readOwnNotices: everyone,
  manageWorkspace: owners,
  /** Download all boards, requests and cards. */
  exportWorkspace: managers,
  /** What happened on all boards, and among members, invitations and settings. */
  readAuditLog: owners,
  /** Change roles, remove people, invite. */
  manageMembers: owners,
  /** Members and teams. */
  readMembers: readers,
  /** Create, rename and delete teams, and change their members. */
  manageTeams: managers,
  /** Make, list and revoke their own API tokens. */
  manageOwnTokens: everyone,
  /** Create, change and remove service accounts, and their tokens; only owners those that are managers. */
  manageServiceAccounts: managers,
  /** Send the workspace’s events to addresses, and read what was sent. */
  manageWebhooks: managers,

  /** Boards, columns, swimlanes, limits, recurring cards, imports, the intake's policy. */
  manageBoards: managers,
  setGate: managers,
  /** Override a limit of mode `reason`. */
  overrideLimits: managers,
  readBoards: readers,
  readEvents: readers,
  /** Limits and the override log. */
  readLimits: readers,

  /** Create (and undo their own creation), edit, move, put back, block, archive; the labels that cards can have, and card templates. */
  changeCards: team,
  /** Delete an archived card for good. */
  deleteCards: managers,
  comment: team,
  /** Delete what others commented. */
  deleteComments: managers,
  /** Add files to cards, and delete their own. */
  attachFiles: team,
  deleteAttachments: managers,

  submitRequests: askers,
  readOwnRequests: askers,
  withdrawOwnRequests: askers,
  readAllRequests: readers,
  answerRequests: managers,
  readPressure: askers,
  readIntake: readers,
  readLedger: readers,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof allowedRoles;

/** What an API token allows of what its member’s role allows. */
export const tokenScopes = ['read', 'cards', 'intake', 'manage'] as const;
type TokenScope = (typeof tokenScopes)[number];

/**
 * The scope that a token needs for a write by each action. Reading needs `read`, except for `readWithManage`. A route that differs
 * says so with `@Scope(…)`, or `@SessionsOnly()` where no token is accepted.
 */
export const scopesOfActions = {
  enterWorkspace: 'manage',
  readOwnNotices: 'read',
  manageWorkspace: 'manage',
  exportWorkspace: 'manage',
  readAuditLog: 'manage',
  manageMembers: 'manage',
  readMembers: 'manage',
  manageTeams: 'manage',
  manageOwnTokens: 'manage',
  manageServiceAccounts: 'manage',
  manageWebhooks: 'manage',

  manageBoards: 'manage',
  setGate: 'intake',
  overrideLimits: 'cards',
  readBoards: 'cards',
  readEvents: 'read',
  readLimits: 'read',

  changeCards: 'cards',
  deleteCards: 'cards',
  comment: 'cards',
  deleteComments: 'cards',
  attachFiles: 'cards',
  deleteAttachments: 'cards',

  submitRequests: 'intake',
  readOwnRequests: 'intake',
  withdrawOwnRequests: 'intake',
  readAllRequests: 'intake',
  answerRequests: 'intake',
  readPressure: 'read',
  readIntake: 'intake',
  readLedger: 'read',
} as const satisfies Record<Action, TokenScope>;

/** What can be read by these actions is about people, or secret. */
export const readWithManage: readonly Action[] = [
  'exportWorkspace',
  'readAuditLog',
  'manageMembers',
  'manageWebhooks',
];

export function can(role: Role, action: Action): boolean {
  return (allowedRoles[action] as readonly Role[]).includes(role);
}
