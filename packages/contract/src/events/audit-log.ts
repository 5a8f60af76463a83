import { z } from 'zod';
import { BoardSummary } from '../board/board.js';
import { LimitMax, LimitMin } from '../limits/limits.js';
import { Cursor, PageQuery } from '../values/lists.js';
import { BoardKey, Id, Person, WorkspaceSlug } from '../values/names.js';
import { Instant, SentInstant } from '../values/time.js';
import { LimitMode } from '../values/vocabulary.js';
import { Role } from '../workspace/roles.js';
import { TokenScope } from '../workspace/tokens.js';
import { type EventSubject, eventSubject } from './event-subjects.js';
import { Event, EventType, eventTypes } from './events.js';

const count = z.int().min(0);
const none = z.strictObject({});
const named = z.strictObject({ slug: WorkspaceSlug, name: z.string() });
const caps = z.record(z.string(), z.number());
const role = z.strictObject({ role: Role });
const user = Id;
/** `email`: null if anyone with the link can accept the invitation; `[erased]` once its person was erased. */
const invitation = { invitation: Id, role: Role, email: z.string().nullable() };
const limit = z.strictObject({ max: LimitMax, min: LimitMin.nullable(), mode: LimitMode }).nullable();
const creditRule = z
  .strictObject({
    credits: count,
    period: z.string(),
    timeZone: z.string(),
    startPrice: count,
    maxPrice: count,
  })
  .meta({ id: 'LoggedCreditRule' });
const pricedBoard = z.strictObject({ board: BoardKey });
/** `name`: of the team at that time. */
const teamMember = z.strictObject({ team: Id, name: z.string(), user });
const newName = z.strictObject({ name: z.string() });
const token = z.strictObject({ token: Id, user, scopes: z.array(TokenScope) });
/** The rest of its address can be secret. */
const webhook = z.strictObject({ webhook: Id, host: z.string() });
/** `board`: the board that the cards go to. `problem`: why it stopped. */
const run = z.strictObject({
  import: Id,
  format: z.string(),
  board: BoardKey.nullable(),
  total: count,
  processed: count,
  problem: z.string().nullable(),
});

/** The `change` of each event of a workspace outside its boards. */
const workspaceEventChanges = {
  'workspace.created': z.strictObject({ to: named }),
  'workspace.renamed': z.strictObject({ from: named, to: named }),
  'workspace.archived': none,
  'workspace.restored': none,
  'workspace.deletionPlanned': z.strictObject({ deleteAt: Instant }),
  'workspace.deletionCancelled': none,
  /** For good, with all its events. `user`: who planned it; null: plain SQL. */
  'board.deleted': z.strictObject({
    board: z.strictObject({ key: BoardKey, name: z.string() }),
    user: user.nullable(),
  }),
  /** By the operator. */
  'workspace.capsChanged': z.strictObject({ from: caps, to: caps }),
  /** New, or back again. */
  'membership.began': z.strictObject({ user, to: role }),
  'membership.changed': z.strictObject({ user, from: role, to: role }),
  /** They left (`actor` is the same person), or somebody removed them. */
  'membership.ended': z.strictObject({ user, from: role }),
  'serviceAccount.created': z.strictObject({ user, to: role }),
  'serviceAccount.renamed': z.strictObject({ user, from: newName, to: newName }),
  'serviceAccount.changed': z.strictObject({ user, from: role, to: role }),
  'serviceAccount.removed': z.strictObject({ user, from: role }),
  /** `user`: whose token it is. Its name is not in the log, because it can name a person. */
  'token.created': token,
  'token.rotated': token,
  /** Also when its member left the workspace. */
  'token.revoked': token,
  'webhook.created': webhook,
  'webhook.changed': webhook,
  /** By a person, or because its receiver accepted nothing for three days or is gone. */
  'webhook.turnedOff': webhook.extend({ reason: z.enum(['person', 'failing', 'gone']) }),
  'webhook.turnedOn': webhook,
  'webhook.deleted': webhook,
  'team.created': z.strictObject({ team: Id, to: newName }),
  'team.renamed': z.strictObject({ team: Id, from: newName, to: newName }),
  'team.deleted': z.strictObject({ team: Id, from: newName }),
  'team.memberAdded': teamMember,
  /** Also one by one before the team is deleted, and when they left the workspace. */
  'team.memberRemoved': teamMember,
  'invitation.created': z.strictObject(invitation),
  'invitation.revoked': z.strictObject(invitation),
  'invitation.accepted': z.strictObject({ ...invitation, user: Id.nullable() }),
  /** By plain SQL. Through the API, a limit across boards is an event of the board where it was set. */
  'personLimit.changed': z.strictObject({ user, from: limit, to: limit }),
  /** The experiment with a priced intake. */
  'credits.switchedOn': z.strictObject({ to: creditRule }),
  'credits.changed': z.strictObject({ from: creditRule, to: creditRule }),
  'credits.switchedOff': z.strictObject({ from: creditRule }),
  /** A board was left out, or included again. */
  'credits.boardFreed': pricedBoard,
  'credits.boardCharged': pricedBoard,
  /** An owner gave or took credits. The ledger has the reason. */
  'credits.adjusted': z.strictObject({ user, amount: z.int() }),
  'import.started': run,
  'import.finished': run,
  'import.stopped': run,
};

export type WorkspaceEventType = keyof typeof workspaceEventChanges;
export const workspaceEventTypes = Object.keys(workspaceEventChanges) as [
  WorkspaceEventType,
  ...WorkspaceEventType[],
];

/** `actor` is null for the system, and for SQL from outside the API. `person` is the `user` of `change`. */
const workspaceEvent = <Type extends WorkspaceEventType>(type: Type) =>
  z.strictObject({
    id: Id,
    type: z.literal(type),
    at: Instant,
    actor: Person.nullable(),
    person: Person.nullable(),
    change: workspaceEventChanges[type],
  });
type WorkspaceEventSchema = {
  [Type in WorkspaceEventType]: ReturnType<typeof workspaceEvent<Type>>;
}[WorkspaceEventType];

const workspaceEvents = workspaceEventTypes.map(workspaceEvent);

/** The schema of the workspace’s own events of a type. */
export function workspaceEventSchema(type: WorkspaceEventType): z.ZodType {
  return workspaceEvents[workspaceEventTypes.indexOf(type)] as z.ZodType;
}

export const WorkspaceEvent = z
  .discriminatedUnion('type', workspaceEvents as [WorkspaceEventSchema])
  .meta({ id: 'WorkspaceEvent' });
export type WorkspaceEvent = z.infer<typeof WorkspaceEvent>;

/** An event of a board, or (`board` null) of the workspace itself. */
export const AuditEntry = z
  .union([
    z.strictObject({ board: z.null(), event: WorkspaceEvent }),
    z.strictObject({ board: BoardSummary.pick({ key: true, name: true }), event: Event }),
  ])
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Newest first. With filters a page can be short, or empty, and still have a `nextCursor`: the number of events it looks at is bounded. */
export const AuditLog = z
  .strictObject({ items: z.array(AuditEntry), nextCursor: Cursor.nullable() })
  .meta({ id: 'AuditLog' });
export type AuditLog = z.infer<typeof AuditLog>;

type AuditType = EventType | WorkspaceEventType;

export type AuditSubject =
  | EventSubject
  | 'workspace'
  | 'membership'
  | 'serviceAccount'
  | 'token'
  | 'webhook'
  | 'team'
  | 'invitation'
  | 'credits'
  | 'import';

function subjectOf(type: AuditType): AuditSubject {
  if (type === 'personLimit.changed') return 'limit';
  return EventType.safeParse(type).success
    ? eventSubject({ type: type as EventType })
    : (type.slice(0, type.indexOf('.')) as AuditSubject);
}

export const auditTypes: readonly AuditType[] = [...workspaceEventTypes, ...eventTypes];

/** The subjects of entries, such as `membership` or `card`. */
export const auditSubjects = [...new Set(auditTypes.map(subjectOf))] as [AuditSubject, ...AuditSubject[]];

/** The types of a subject, or the one type that is named. */
export function auditTypesOf(name: string): string[] {
  return auditTypes.filter((type) => type === name || subjectOf(type) === name);
}

const filters = {
  actor: Id.optional(),
  /** A type, as `card.moved`, or a subject, as `card`: all types about it. */
  type: z.enum([...auditSubjects, ...auditTypes] as [string, ...string[]]).optional(),
  /** Only this board’s events. */
  board: BoardKey.optional(),
  /** From this instant. */
  from: SentInstant.optional(),
  /** Before this instant. */
  to: SentInstant.optional(),
};
export const AuditFilters = z.strictObject(filters);
export type AuditFilters = z.infer<typeof AuditFilters>;

export const AuditQuery = PageQuery.extend(filters);
export type AuditQuery = z.infer<typeof AuditQuery>;
