import { limitInWords } from '../limits/limit-sentences.js';
import { isOftenExceeded } from '../limits/limits.js';
import { type LimitScopeName, tightThreshold } from '../vocabulary/vocabulary.js';
import { boardLevel, boardLimit, columnsLevel, type PressureFacts, queueLevel } from './pressure-level.js';

export type PressureReason = { code: PressureReasonCode; text: string };
export type PressureReasonCode =
  | 'columnFull'
  | 'columnsFilling'
  | 'boardFull'
  | 'boardFilling'
  | 'queueFull'
  | 'queueFilling'
  | 'queueClosed'
  | 'optionsFew'
  | 'answersOverdue'
  | 'gateShut'
  | 'gateThrottled'
  | 'gateProbing'
  | 'cardsBlocked'
  | 'limitFull'
  | 'limitFiction'
  | 'starving'
  | 'roomLeft';

/** Why a board is as full as it is, and what else its people should know. */
export function pressureReasons(facts: PressureFacts): PressureReason[] {
  return [
    gateReason(facts),
    ...columnReasons(facts),
    boardReason(facts),
    ...limitReasons(facts),
    queueReason(facts),
    optionsReason(facts),
    ...lateness(facts),
  ].filter((reason) => reason !== null);
}

function gateReason({ gate: { state, reason } }: PressureFacts): PressureReason | null {
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

function columnReasons(facts: PressureFacts): PressureReason[] {
  const full = facts.columns.filter(({ load, max }) => max !== null && load >= max);
  const told = full.map(({ name, load, max }) => ({
    code: 'columnFull' as const,
    text: limitInWords({ of: name, load, max: max ?? 0 }),
  }));
  const mean = columnsLevel(facts);
  if (told.length > 0 || mean < tightThreshold) return told;
  return [{ code: 'columnsFilling', text: `The active columns are ${percent(mean)} full.` }];
}

function boardReason(facts: PressureFacts): PressureReason | null {
  const board = boardLimit(facts);
  if (!board || boardLevel(facts) < tightThreshold) return null;
  if (board.load < board.max)
    return { code: 'boardFilling', text: `${board.load} of ${board.max} cards are in flight.` };
  return { code: 'boardFull', text: `The board is full: ${board.load} of ${board.max} cards are in flight.` };
}

/** Columns and the board have their own reasons for being full. */
function limitReasons({ limits = [] }: PressureFacts): PressureReason[] {
  return limits.flatMap((limit) => {
    const { scope, of, load, max, min = 0, passedLately = 0 } = limit;
    const full = scope !== 'column' && scope !== 'board' && load >= max;
    return [
      ...(full ? [{ code: 'limitFull' as const, text: limitInWords(limit) }] : []),
      ...(load < min
        ? [
            {
              code: 'starving' as const,
              text: starvingInWords({ scope, of, load, min }),
            },
          ]
        : []),
      ...(isOftenExceeded(limit)
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

function starvingInWords(limit: { scope: LimitScopeName; of: string; load: number; min: number }): string {
  const { scope, of, load, min } = limit;
  const where = scope === 'person' || scope === 'board' || scope === 'classOfService' ? 'in flight' : 'there';
  const cards = load === 0 ? 'no card' : load === 1 ? 'one card' : `${load} cards`;
  return `${of} is starving: ${cards} ${where}, and ${min} at least keep ${scope === 'person' ? 'them' : 'it'} going.`;
}

function queueReason(facts: PressureFacts): PressureReason | null {
  const { waiting, depth } = facts.intake;
  if (depth === 0) return { code: 'queueClosed', text: 'The intake takes no requests.' };
  if (waiting >= depth)
    return { code: 'queueFull', text: `The intake queue is full: ${waiting} of ${depth} wait.` };
  if (queueLevel(facts) < tightThreshold) return null;
  return { code: 'queueFilling', text: `${waiting} of ${depth} requests wait.` };
}

function optionsReason({ intake: { waiting, depth, minOptions } }: PressureFacts): PressureReason | null {
  if (depth === 0 || waiting >= (minOptions ?? 0)) return null;
  const few =
    waiting === 0
      ? 'No request waits'
      : waiting === 1
        ? 'Only 1 request waits'
        : `Only ${waiting} requests wait`;
  return { code: 'optionsFew', text: `${few}, and ${minOptions} at least leave a choice.` };
}

function lateness({ intake, blocked = 0 }: PressureFacts): PressureReason[] {
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
