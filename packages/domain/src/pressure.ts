import { isFiction } from './limits.js';
import { limitInWords } from './sentences.js';
import {
  type GateState,
  type LimitScopeName,
  type PressureState,
  type Reach,
  saturatedFrom,
  tightFrom,
} from './vocabulary.js';

export type PressureFacts = {
  /** The active columns; `max` null where there is no limit. */
  columns: readonly { name: string; load: number; max: number | null }[];
  /** The limit of the whole board, where it has one and `limits` does not have it. */
  board?: { load: number; max: number } | null;
  /** All limits of the board by the names of what they limit, for the reasons. */
  limits?: readonly LimitOfPressure[];
  intake: { waiting: number; depth: number; overdue: number };
  gate: { state: GateState; reason: string | null };
  blocked?: number;
};

export type LimitOfPressure = {
  scope: LimitScopeName;
  across?: Reach;
  of: string;
  load: number;
  max: number;
  min?: number;
  passedLately?: number;
};

export type Because = { code: BecauseCode; text: string };
export type BecauseCode =
  | 'columnFull'
  | 'columnsFilling'
  | 'boardFull'
  | 'boardFilling'
  | 'queueFull'
  | 'queueFilling'
  | 'queueClosed'
  | 'answersOverdue'
  | 'gateShut'
  | 'gateThrottled'
  | 'gateProbing'
  | 'cardsBlocked'
  | 'limitFull'
  | 'limitFiction'
  | 'starving'
  | 'roomLeft';

export type Pressure = { state: PressureState; level: number; because: Because[] };

/**
 * How full a board is, 0 to 1, in a word, and why (API.md, Signals). The level is the largest of: the mean of
 * load/max over the active columns that have a limit, the board limit’s load/max, waiting/depth; capped at 1.
 * A place with a maximum of 0 counts as full. Full limits of other scopes, places that starve, limits that
 * are fiction, overdue answers, blocked cards and the gate are told, not weighed.
 */
export function pressure(facts: PressureFacts): Pressure {
  const level = rounded(Math.min(1, Math.max(columnsShare(facts), boardShare(facts), queueShare(facts))));
  const because = reasons(facts);
  return { level, state: stateOf(level), because: because.length > 0 ? because : [roomLeft] };
}

const roomLeft: Because = { code: 'roomLeft', text: 'There is room for work and for requests.' };

function stateOf(level: number): PressureState {
  if (level >= saturatedFrom) return 'saturated';
  return level >= tightFrom ? 'tight' : 'flowing';
}

function columnsShare({ columns }: PressureFacts): number {
  const shares = columns.flatMap(({ load, max }) => (max === null ? [] : [share(load, max)]));
  return shares.length === 0 ? 0 : shares.reduce((sum, each) => sum + each, 0) / shares.length;
}

function boardShare(facts: PressureFacts): number {
  const board = limitOfBoard(facts);
  return board ? share(board.load, board.max) : 0;
}

function limitOfBoard({ board, limits = [] }: PressureFacts) {
  return board ?? limits.find(({ scope }) => scope === 'board');
}

function queueShare({ intake }: PressureFacts): number {
  return share(intake.waiting, intake.depth);
}

function share(load: number, max: number): number {
  return max === 0 ? 1 : load / max;
}

/** Sums of fractions miss 0.7 and 0.9 by a hair; a billionth is below anything a board can mean. */
function rounded(level: number): number {
  return Math.round(level * 1e9) / 1e9;
}

function reasons(facts: PressureFacts): Because[] {
  return [
    gateReason(facts),
    ...columnReasons(facts),
    boardReason(facts),
    ...limitReasons(facts),
    queueReason(facts),
    ...lateness(facts),
  ].filter((reason) => reason !== null);
}

function gateReason({ gate: { state, reason } }: PressureFacts): Because | null {
  const why = reason ? `: ${reason}` : '.';
  switch (state) {
    case 'open':
      return null;
    case 'shut':
      return { code: 'gateShut', text: `The intake is shut${why}` };
    case 'throttled':
      return { code: 'gateThrottled', text: `The intake takes only urgent requests${why}` };
    case 'probing':
      return { code: 'gateProbing', text: `The intake is opening again, a few requests at a time${why}` };
  }
}

function columnReasons(facts: PressureFacts): Because[] {
  const full = facts.columns.filter(({ load, max }) => max !== null && load >= max);
  const told = full.map(({ name, load, max }) => ({
    code: 'columnFull' as const,
    text: limitInWords({ of: name, load, max: max ?? 0 }),
  }));
  const mean = columnsShare(facts);
  if (told.length > 0 || mean < tightFrom) return told;
  return [{ code: 'columnsFilling', text: `The active columns are ${percent(mean)} full.` }];
}

function boardReason(facts: PressureFacts): Because | null {
  const board = limitOfBoard(facts);
  if (!board || boardShare(facts) < tightFrom) return null;
  if (board.load < board.max)
    return { code: 'boardFilling', text: `${board.load} of ${board.max} cards are in flight.` };
  return { code: 'boardFull', text: `The board is full: ${board.load} of ${board.max} cards are in flight.` };
}

/** Columns and the board have reasons of their own for being full. */
function limitReasons({ limits = [] }: PressureFacts): Because[] {
  return limits.flatMap((limit) => {
    const { scope, of, load, max, min = 0, passedLately = 0 } = limit;
    const full = scope !== 'column' && scope !== 'board' && load >= max;
    return [
      ...(full ? [{ code: 'limitFull' as const, text: limitInWords(limit) }] : []),
      ...(load < min
        ? [
            {
              code: 'starving' as const,
              text: `${of} is starving: ${load}, and ${min} at least keep it going.`,
            },
          ]
        : []),
      ...(isFiction(limit)
        ? [
            {
              code: 'limitFiction' as const,
              text: `The limit of ${of} is fiction: it was passed ${passedLately} times in 30 days.`,
            },
          ]
        : []),
    ];
  });
}

function queueReason(facts: PressureFacts): Because | null {
  const { waiting, depth } = facts.intake;
  if (depth === 0) return { code: 'queueClosed', text: 'The intake takes no requests.' };
  if (waiting >= depth)
    return { code: 'queueFull', text: `The intake queue is full: ${waiting} of ${depth} wait.` };
  if (queueShare(facts) < tightFrom) return null;
  return { code: 'queueFilling', text: `${waiting} of ${depth} requests wait.` };
}

function lateness({ intake, blocked = 0 }: PressureFacts): Because[] {
  const late = intake.overdue;
  return [
    ...(late > 0
      ? [
          {
            code: 'answersOverdue' as const,
            text: late === 1 ? 'One answer is overdue.' : `${late} answers are overdue.`,
          },
        ]
      : []),
    ...(blocked > 0
      ? [
          {
            code: 'cardsBlocked' as const,
            text: blocked === 1 ? 'One card is blocked.' : `${blocked} cards are blocked.`,
          },
        ]
      : []),
  ];
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
