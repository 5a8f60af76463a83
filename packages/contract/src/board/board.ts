import { columnOrderFaults, isSameName } from '@weir/domain';
import { z } from 'zod';
import { Card, ToRequester } from '../cards/cards.js';
import { HeldRecurringCard } from '../cards/recurring-cards.js';
import { Forecast } from '../flow/forecast.js';
import { RiskAge, ServiceLevels } from '../flow/service-levels.js';
import { Gate } from '../intake/gate.js';
import { Depth, IntakePolicyChange, WorkingHours } from '../intake/intake-policy.js';
import { IntakeReason } from '../intake/intake-reasons.js';
import { PressureLevel } from '../intake/pressure.js';
import { BoardRest } from '../intake/rest.js';
import { SheddingRule } from '../intake/shedding.js';
import { Limit } from '../limits/limits.js';
import { OverrideBudget, OverrideBudgetStatus } from '../limits/overrides.js';
import { Cursor, page } from '../values/lists.js';
import { BoardKey, Seq } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate, TimeZone } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';
import { Column, FirstColumn } from './columns.js';
import { CustomField } from './fields.js';
import { Label } from './labels.js';
import { Swimlane } from './swimlanes.js';

const IntakeNow = z
  .strictObject({ gate: Gate, waiting: z.int().min(0), depth: Depth })
  .meta({ id: 'IntakeNow' });

const classPolicy = prose(1000).nullable();

/** What each class of service means on this board. Null: the default text. */
export const ClassPolicies = z
  .strictObject({
    expedite: classPolicy,
    fixedDate: classPolicy,
    standard: classPolicy,
    intangible: classPolicy,
  })
  .meta({ id: 'ClassPolicies' });
export type ClassPolicies = z.infer<typeof ClassPolicies>;

/**
 * A whole board in one answer. Cards come column by column, in their order. Archived cards and cards
 * delivered more than 14 days ago come only with `include`, one page at a time; only then is there a
 * `nextCursor`. `today` is the day in `timeZone`; nothing here depends on the minute.
 */
export const Board = z
  .strictObject({
    key: BoardKey,
    name: z.string(),
    seq: Seq,
    today: PlainDate,
    timeZone: TimeZone,
    /** Changes when a member of the workspace gets another name, which is an event of no board. */
    namesVersion: z.int().min(0),
    archivedAt: Instant.nullable(),
    pressure: PressureLevel,
    intake: IntakeNow,
    /** A rest of the board, or the proposal of one. */
    rest: BoardRest.nullable(),
    columns: z.array(Column),
    swimlanes: z.array(Swimlane),
    /** By name. */
    labels: z.array(Label),
    /** In their order. */
    fields: z.array(CustomField),
    limits: z.array(Limit),
    overrides: OverrideBudgetStatus,
    classPolicies: ClassPolicies,
    serviceLevels: ServiceLevels,
    /** Of each class with an expectation and each active column. */
    riskAges: z.array(RiskAge),
    /** Those that wait for room or were skipped, the longest first. */
    recurringCards: z.array(HeldRecurringCard),
    cards: z.array(Card),
    nextCursor: Cursor.nullable().optional(),
  })
  .meta({ id: 'Board' });
export type Board = z.infer<typeof Board>;

/** `?include=archived,delivered&cursor=…` */
export const BoardQuery = z.strictObject({
  include: z
    .string()
    .regex(/^(archived|delivered)(,(archived|delivered))?$/, 'include')
    .optional(),
  cursor: Cursor.optional(),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

/** One row of the list of boards. `inFlight` and `overdue` are only for callers who can read the board. */
export const BoardSummary = z
  .strictObject({
    key: BoardKey,
    name: z.string(),
    archivedAt: Instant.nullable(),
    /** Only of an archived board whose deletion is planned: when it will be deleted for good. */
    deleteAt: Instant.optional(),
    pressure: PressureLevel,
    intake: IntakeNow,
    inFlight: z.int().min(0).optional(),
    overdue: z.int().min(0).optional(),
  })
  .meta({ id: 'BoardSummary' });
export type BoardSummary = z.infer<typeof BoardSummary>;

export const BoardList = page(BoardSummary).meta({ id: 'BoardList' });
export type BoardList = z.infer<typeof BoardList>;

/** What a requester sees of a board: enough to submit a request, and nothing more. */
export const RequesterBoard = z
  .strictObject({
    key: BoardKey,
    name: z.string(),
    today: PlainDate,
    timeZone: TimeZone,
    pressure: PressureLevel,
    intake: IntakeNow,
    /** Hours until an answer is due: working hours, or plain hours where `workingHours` is null. */
    answerWithinHours: z.int().min(1),
    workingHours: WorkingHours.nullable(),
    /** A request that is needed before this day may be answered after it: too little working time is left. */
    answersInTimeFrom: PlainDate,
    /** Null if the board sheds nothing. */
    shedding: SheddingRule.nullable(),
    /** The caller's own waiting requests, and how many they can have at a time. */
    own: z.strictObject({ open: z.int().min(0), quota: z.int().min(1) }),
    /** The classes that the caller can claim now. Only one expedite claim can wait at a time. */
    classes: z.array(ClassOfService),
    /** When a request submitted now would be delivered, if it were accepted. */
    forecast: Forecast,
    /**
     * Everything for which a standard request of the caller would be refused now, or shed on arrival; empty if it would be
     * admitted and wait.
     */
    reasons: z.array(IntakeReason),
    /** Seconds until the last of these ends; 0 while at least one class is admitted, null if that needs a person. */
    retryAfterSeconds: z.int().min(0).nullable(),
    /** The next day on which the team chooses what to commit. Null: no weekday is set. */
    replenishesOn: PlainDate.nullable(),
    /** How many items wait for the caller: questions to answer, and tickets that can be used. */
    waitingForYou: z.int().min(0),
  })
  .meta({ id: 'BoardDoor' });
export type RequesterBoard = z.infer<typeof RequesterBoard>;

const name = line(80);

export const NewBoard = z
  .strictObject({
    key: BoardKey,
    name,
    columns: z.array(FirstColumn).min(3).max(30),
    intake: IntakePolicyChange.optional(),
  })
  .superRefine(({ columns }, ctx) => {
    for (const { at, code, params } of columnOrderFaults(columns.map((column) => column.kind))) {
      ctx.addIssue({
        code: 'custom',
        path: at === undefined ? ['columns'] : ['columns', at, 'kind'],
        message: code,
        ...(params && { params }),
      });
    }
    for (const [at, { name }] of columns.entries()) {
      if (columns.slice(0, at).some((other) => isSameName(other.name, name)))
        ctx.addIssue({
          code: 'custom',
          path: ['columns', at, 'name'],
          message: 'columnNameTaken',
        });
    }
  })
  .meta({ id: 'NewBoard' });
export type NewBoard = z.infer<typeof NewBoard>;

/**
 * Only the given fields change. `toRequester`, with `archived: true`, is the reason for the requesters of all
 * undelivered cards.
 */
export const BoardSettingsChange = z
  .strictObject({
    name: name.optional(),
    archived: z.boolean().optional(),
    toRequester: ToRequester.optional(),
    overrideBudget: OverrideBudget.optional(),
    classPolicies: ClassPolicies.partial().optional(),
    serviceLevels: ServiceLevels.partial().optional(),
  })
  .meta({ id: 'BoardChange' });
export type BoardSettingsChange = z.infer<typeof BoardSettingsChange>;
