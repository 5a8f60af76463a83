import type {
  Board,
  BoardRest,
  ClassPolicies,
  Column,
  CustomField,
  Gate,
  HeldRecurringCard,
  Label,
  Limit,
  OverrideBudgetStatus,
  RiskAge,
  ServiceLevels,
  Swimlane,
} from '@weir/contract';
import { effectiveGate } from '@weir/domain';
import {
  classPoliciesOfBoard,
  columnsOfBoard,
  fieldsOfBoard,
  gateOfBoard,
  labelsOfBoard,
  limitsOfBoard,
  overridesOfBoard,
  personsMark,
  recurringOfBoard,
  restOfBoard,
  riskAgesOfBoard,
  serviceLevelsOfBoard,
  swimlanesOfBoard,
  waitingOfBoard,
} from '../../database/board-json.js';
import type { PressureFacts } from '../../database/outcome.js';
import { pressureOf } from '../../pressure/pressure-of.js';
import { today } from './board-day.js';

/** All that a board shows but its cards. */
export type HeaderRow = {
  key: string;
  name: string;
  seq: string;
  persons: string | null;
  archivedAt: string | null;
  timeZone: string;
  namesVersion: number;
  isWorded: boolean;
  gate: Gate;
  rest: BoardRest | null;
  waiting: number;
  depth: number;
  columns: Column[];
  swimlanes: Swimlane[];
  labels: Label[];
  fields: CustomField[];
  limits: Limit[];
  overrides: OverrideBudgetStatus;
  classPolicies: ClassPolicies;
  serviceLevels: ServiceLevels;
  riskAges: RiskAge[];
  recurringCards: HeldRecurringCard[];
};

/** Only the cause of a gate that the system moved is worded for the reader: see `weir.gate_reason`. */
export const isWorded = '(i.gate_reason IS NULL AND i.gate_facts IS NOT NULL)';

/** The columns of a `HeaderRow`. They need `t (now)`. */
export const header = `
         b.key, b.name, k.seq, ${personsMark} AS persons,
         weir.instant(b.archived_at) AS "archivedAt", i.time_zone AS "timeZone", w.names_version AS "namesVersion", i.depth,
         ${gateOfBoard} AS gate, ${isWorded} AS "isWorded",
         ${restOfBoard} AS rest,
         ${waitingOfBoard} AS waiting,
         ${columnsOfBoard} AS columns,
         ${swimlanesOfBoard} AS swimlanes,
         ${labelsOfBoard} AS labels,
         ${fieldsOfBoard} AS fields,
         ${limitsOfBoard} AS limits,
         ${overridesOfBoard} AS overrides,
         ${classPoliciesOfBoard} AS "classPolicies",
         ${serviceLevelsOfBoard} AS "serviceLevels",
         ${riskAgesOfBoard} AS "riskAges",
         ${recurringOfBoard} AS "recurringCards"`;

export const headerFrom = `
    FROM boards b
    JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id
    JOIN intakes i     ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    JOIN workspaces w  ON w.id = b.workspace_id`;

/** The days for which delivered cards are shown. The first is a whole day, so that all reads of a day agree. */
const daysDelivered = 14;
export const deliveredSince = `(((t.now AT TIME ZONE i.time_zone)::date - ${daysDelivered})::timestamp AT TIME ZONE i.time_zone)`;
export const isShown = (card: string) =>
  `(${card}.delivered_at IS NULL OR ${card}.delivered_at >= ${deliveredSince})`;

/** What its pressure is measured by. */
export function pressureFactsOf({ columns, limits, waiting, depth }: HeaderRow): PressureFacts {
  return {
    columns: columns.flatMap(({ kind, load, limit }) =>
      kind === 'active' && limit ? [{ load, max: limit.max }] : [],
    ),
    board: limits.find(({ scope }) => scope === 'board') ?? null,
    waiting,
    depth,
  };
}

/** What a board shows but its cards: the row, and what the rules compute from it. */
export function toHeader(
  { waiting, depth, gate, timeZone, ...row }: HeaderRow,
  now: Date,
): Omit<Board, 'cards' | 'nextCursor'> {
  const board = row.limits.find(({ scope }) => scope === 'board') ?? null;
  const { state, level } = pressureOf({ columns: row.columns, board, gate, waiting, depth }, now);
  return {
    key: row.key,
    name: row.name,
    seq: Number(row.seq),
    today: today(now, timeZone),
    timeZone,
    namesVersion: row.namesVersion,
    archivedAt: row.archivedAt,
    pressure: { state, level },
    intake: { gate: effectiveGate(gate, now), waiting, depth },
    rest: row.rest && { state: row.rest.state, until: row.rest.until },
    columns: row.columns,
    swimlanes: row.swimlanes,
    labels: row.labels,
    fields: row.fields,
    limits: row.limits,
    overrides: row.overrides,
    classPolicies: row.classPolicies,
    serviceLevels: row.serviceLevels,
    riskAges: row.riskAges,
    recurringCards: row.recurringCards,
  };
}
