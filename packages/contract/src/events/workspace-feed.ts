import { z } from 'zod';
import { BoardSummary } from '../board/board.js';
import { BoardKey } from '../values/names.js';
import {
  type AuditSubject,
  auditSubjects,
  auditTypes,
  auditTypesOf,
  WorkspaceEvent,
  type WorkspaceEventType,
  workspaceEventTypes,
} from './audit-log.js';
import { Event } from './events.js';

/**
 * Where a reader of a workspace’s events has got to on each of its boards. Opaque, and valid for good: up to 14 characters
 * a board.
 */
export const FeedCursor = z
  .string()
  .min(1)
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/, 'cursor');
export type FeedCursor = z.infer<typeof FeedCursor>;

/** An event of a board, or (`board` null) of the workspace itself: of its members, teams and settings. */
export const FeedEntry = z
  .union([
    z.strictObject({ board: z.null(), event: WorkspaceEvent }),
    z.strictObject({ board: BoardSummary.pick({ key: true, name: true }), event: Event }),
  ])
  .meta({ id: 'FeedEntry' });
export type FeedEntry = z.infer<typeof FeedEntry>;

/**
 * Oldest first, and in order within a board. `cursor`: continue from here, now or later. `hasMore`: there are events after it
 * already. A page looks at 500 events, so with filters it can be short or empty and still have more.
 */
export const EventFeed = z
  .strictObject({ items: z.array(FeedEntry), cursor: FeedCursor, hasMore: z.boolean() })
  .meta({ id: 'EventFeed' });
export type EventFeed = z.infer<typeof EventFeed>;

/** Values between commas, each at most once. */
function listed<Value extends z.ZodType<string, string>>(value: Value, most: number) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(value).min(1).max(most));
}

/**
 * `type`: types, as `card.moved`, or subjects, as `card`, between commas. `board`: keys between commas; the workspace’s own
 * events are then left out. Use a cursor with the filters that it came with. Without a cursor a list begins with the first
 * event, and a stream with the next one. `names=false`: the messages of a stream have no event name, so a plain listener for
 * `message` gets all of them.
 */
export const FeedQuery = z.strictObject({
  cursor: FeedCursor.optional(),
  type: listed(z.enum([...auditSubjects, ...auditTypes] as [string, ...string[]]), 50).optional(),
  board: listed(BoardKey, 50).optional(),
  names: z.literal('false').optional(),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

/** What everybody reads who reads boards and members. Only owners read the others: they are in the audit log. */
const subjectsForReaders: readonly AuditSubject[] = [
  'board',
  'workspace',
  'membership',
  'serviceAccount',
  'team',
  'limit',
];

export const workspaceEventsForReaders: readonly WorkspaceEventType[] = subjectsForReaders
  .flatMap(auditTypesOf)
  .filter((type): type is WorkspaceEventType => (workspaceEventTypes as string[]).includes(type))
  .filter((type) => type !== 'workspace.capsChanged');
