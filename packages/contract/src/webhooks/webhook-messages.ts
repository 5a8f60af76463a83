import { z } from 'zod';
import { BoardSummary } from '../board/board.js';
import { type WorkspaceEventType, workspaceEventSchema } from '../events/audit-log.js';
import { type EventType, eventSchema, eventTypes } from '../events/events.js';
import { workspaceEventsForReaders } from '../events/workspace-feed.js';
import { BoardNumber, Id, WorkspaceSlug } from '../values/names.js';
import { Instant } from '../values/time.js';
import { PressureState } from '../values/vocabulary.js';

/**
 * Thresholds that a board crossed. They are compared after events, so one that is crossed and crossed back at once is not sent.
 * `board.eased`: it is no longer saturated. `column.slotFree`: a column that was full takes a standard card again.
 */
export const signalTypes = ['board.saturated', 'board.eased', 'column.slotFree'] as const;
export type SignalType = (typeof signalTypes)[number];

const board = BoardSummary.pick({ key: true, name: true });
const seq = z.int().min(0);
const pressure = z.strictObject({ state: PressureState, level: z.number().min(0).max(1) });
const place = { workspace: WorkspaceSlug, board, seq };

const signalData = {
  'board.saturated': z.strictObject({ ...place, pressure }),
  'board.eased': z.strictObject({ ...place, pressure }),
  /** `free`: how many cards it takes; null if it no longer has a limit. */
  'column.slotFree': z.strictObject({
    ...place,
    column: z.strictObject({ id: Id, name: z.string(), free: z.int().min(1).nullable() }),
  }),
};

/** A thin message names what an event is about. `seq` is null for an event of the workspace itself, `id` for one of a board. */
export const ThinData = z
  .strictObject({
    workspace: WorkspaceSlug,
    board: board.nullable(),
    seq: seq.nullable(),
    id: Id.nullable(),
    cards: z.array(BoardNumber),
    requests: z.array(BoardNumber),
  })
  .meta({ id: 'ThinWebhookData' });
export type ThinData = z.infer<typeof ThinData>;

/** The message of the test button. */
export const TestData = z.strictObject({ workspace: WorkspaceSlug, webhook: Id });

/** The body that a webhook receives, for each of its types, and for `webhook.test`. */
export function webhookMessage(type: string): z.ZodType {
  return z.strictObject({ type: z.literal(type), timestamp: Instant, data: dataOf(type) });
}

function dataOf(type: string): z.ZodType {
  if (type === 'webhook.test') return TestData;
  if (type in signalData) return signalData[type as SignalType];
  const isOfBoard = (eventTypes as string[]).includes(type);
  const event = webhookEvent(type) as z.ZodType;
  return z.union([
    z.strictObject({ workspace: WorkspaceSlug, board: isOfBoard ? board : z.null(), event }),
    ThinData,
  ]);
}

/** The event in a full message of a type. A signal has none. */
export function webhookEvent(type: string): z.ZodType | undefined {
  if ((eventTypes as string[]).includes(type)) return eventSchema(type as EventType);
  if ((workspaceEventsForReaders as string[]).includes(type))
    return workspaceEventSchema(type as WorkspaceEventType);
  return undefined;
}

/** What the messages of all events have in common. `board` is null for an event of the workspace itself. */
export const WebhookEvent = z
  .strictObject({
    type: z.string(),
    timestamp: Instant,
    data: z.union([
      z.strictObject({ workspace: WorkspaceSlug, board: board.nullable(), event: z.unknown() }),
      ThinData,
    ]),
  })
  .meta({ id: 'WebhookEvent' });

/** The types of all messages. */
export const messageTypes: readonly string[] = [
  ...eventTypes,
  ...workspaceEventsForReaders,
  ...signalTypes,
  'webhook.test',
];
