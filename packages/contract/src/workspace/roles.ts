import { z } from 'zod';

export const roles = ['owner', 'manager', 'member', 'requester', 'viewer'] as const;
export const Role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

const everyone: readonly Role[] = roles;
const owners: readonly Role[] = ['owner'];
const managers: readonly Role[] = ['owner', 'manager'];
const team: readonly Role[] = ['owner', 'manager', 'member'];
const readers: readonly Role[] = ['owner', 'manager', 'member', 'viewer'];
const askers: readonly Role[] = ['owner', 'manager', 'member', 'requester'];

/** Who may do what, as the API enforces it on every route and the web app shows it. */
export const allowedRoles = {
  /** See the workspace, its list of boards (a requester sees only their doors), and leave it. */
  enterWorkspace: everyone,
  /** What one was told oneself, and what of it one has read. */
  readOwnNotices: everyone,
  manageWorkspace: owners,
  /** Change roles, remove people, invite. */
  manageMembers: owners,
  readMembers: readers,

  /** Boards, columns, swimlanes, limits, the intake's policy. */
  manageBoards: managers,
  setGate: managers,
  /** Pass a limit of mode `reason`. */
  overrideLimits: managers,
  readBoards: readers,
  readEvents: readers,
  /** Limits, and the ledger of when they were passed. */
  readLimits: readers,

  /** Create, edit, move, put back, block, archive. */
  changeCards: team,
  comment: team,

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

export function can(role: Role, action: Action): boolean {
  return (allowedRoles[action] as readonly Role[]).includes(role);
}
