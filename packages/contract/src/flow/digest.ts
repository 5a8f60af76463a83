import { z } from 'zod';
import { BoardKey, BoardNumber } from '../values/names.js';
import { PlainDate, TimeZone } from '../values/time.js';
import { AnswerKind, NotNowReason } from '../values/vocabulary.js';
import { BoardsFlowQuery } from './figures/flow-query.js';

const count = z.int().min(0);

/** A week by ISO 8601, from Monday to Sunday. */
export const Week = z
  .string()
  .regex(/^20\d\d-W(0[1-9]|[1-4]\d|5[0-3])$/, 'week')
  .meta({ id: 'Week' });
export type Week = z.infer<typeof Week>;

const week = {
  week: Week.optional().meta({
    description: 'A week by ISO 8601, up to the current one. Without it: the last one that is over.',
    examples: ['2026-W48'],
  }),
};

export const DigestQuery = z.strictObject(week);
export type DigestQuery = z.infer<typeof DigestQuery>;

export const BoardsDigestQuery = BoardsFlowQuery.pick({ boards: true }).extend(week);
export type BoardsDigestQuery = z.infer<typeof BoardsDigestQuery>;

/** What to do, and the figures that support it. `code` is the rule that applied. */
export const DigestSuggestion = z
  .strictObject({
    code: z.enum(['overrides', 'blocked', 'expired', 'started', 'level', 'forecasts', 'aged']),
    text: z.string(),
    evidence: z.string(),
  })
  .meta({ id: 'DigestSuggestion' });
export type DigestSuggestion = z.infer<typeof DigestSuggestion>;

/**
 * A week of a board. `waiting` is the current number; the other figures are for the week. `notNow` has the newest 20 such answers,
 * `reasons` counts all. `aged`: the ten oldest cards that were too old at the end of the week: older than the expectation of their class,
 * or, without an expectation, older than 85% of the cards of the last 90 days. `lately` counts overrides in the four weeks up to the last
 * day. `missed`: at most ten forecasts at 85% that were wrong and whose outcome became known in the week. Past weeks have the current
 * names and expectations.
 */
export const BoardDigest = z
  .strictObject({
    board: BoardKey,
    name: z.string(),
    timeZone: TimeZone,
    week: Week,
    from: PlainDate,
    to: PlainDate,
    isOver: z.boolean(),
    unread: count,
    requests: z.strictObject({
      submitted: count,
      waiting: count,
      answers: z.partialRecord(AnswerKind, count),
      refusals: z.record(z.string(), count),
      reasons: z.partialRecord(NotNowReason, count),
      notNow: z
        .array(
          z.strictObject({
            number: BoardNumber,
            title: z.string(),
            kind: AnswerKind,
            reason: NotNowReason.nullable(),
          }),
        )
        .max(20),
    }),
    flow: z.strictObject({
      started: count,
      delivered: count,
      putBack: count,
      removed: count,
      inFlight: count,
    }),
    agedTotal: count,
    aged: z
      .array(
        z.strictObject({
          number: BoardNumber,
          title: z.string().nullable(),
          column: z.string().nullable(),
          ageDays: z.int(),
          expectedDays: z.int().nullable(),
        }),
      )
      .max(10),
    overrides: z
      .array(
        z.strictObject({
          scope: z.string(),
          of: z.string().nullable(),
          times: count,
          lately: count,
          reasons: z.array(z.string()).max(3),
        }),
      )
      .max(10),
    forecasts: z.strictObject({
      scored: count,
      missedTotal: count,
      missed: z
        .array(
          z.strictObject({
            kind: z.enum(['doneBy', 'delivered', 'request']),
            day: PlainDate,
            items: z.int().nullable(),
            by: PlainDate.nullable(),
            said: z.union([PlainDate, count]),
            outcome: z.union([PlainDate, count]).nullable(),
            request: BoardNumber.nullable(),
          }),
        )
        .max(10),
    }),
    suggestion: DigestSuggestion.nullable(),
  })
  .meta({ id: 'BoardDigest' });
export type BoardDigest = z.infer<typeof BoardDigest>;

/** The same week of up to 50 boards, each in its time zone. */
export const WorkspaceDigest = z
  .strictObject({ week: Week, boards: z.array(BoardDigest).max(50) })
  .meta({ id: 'WorkspaceDigest' });
export type WorkspaceDigest = z.infer<typeof WorkspaceDigest>;
