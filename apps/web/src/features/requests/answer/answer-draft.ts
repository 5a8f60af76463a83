import type { ClassOfService, NotNowReason, Problem, Request } from '@weir/contract';
import { NewAnswer, problem } from '@weir/contract';
import { checkDeferralDate, fillTemplate, type TemplateValues } from '@weir/domain';
import { invalidInput } from '@/lib/api/result';
import { isDay } from '@/lib/days';
import type { Wish } from './kinds/entry';
import { unfilledSaid } from './kinds/message-values';

export type AnswerKind = NewAnswer['kind'];

/** An answer that is being written. What was typed stays while one changes one's mind about the kind. */
export type Draft = {
  kind: AnswerKind | null;
  /** Null: the first queue column. */
  columnId: string | null;
  /** Null: the first swimlane, where there are any; `noLaneOption`: in none. */
  swimlaneId: string | null;
  /** Null: as its requester claims. */
  classOfService: ClassOfService | null;
  reason: NotNowReason | null;
  message: string;
  until: string;
  /** The card that makes way in a trade. */
  displaces: number | null;
  /** The request of which this is a duplicate. */
  of: number | null;
  /** The key of the board that it is redirected to. */
  board: string | null;
};

export const noDraft: Draft = {
  kind: null,
  columnId: null,
  swimlaneId: null,
  classOfService: null,
  reason: null,
  message: '',
  until: '',
  displaces: null,
  of: null,
  board: null,
};

/** Where and as what a request would be accepted, as it is written now. */
export function wishOf(draft: Draft, request: Pick<Request, 'classOfService'>): Wish {
  const { columnId, swimlaneId, classOfService } = draft;
  return { columnId, swimlaneId, classOfService: classOfService ?? request.classOfService };
}

export const shortestMessage = 10;

/** What a draft is written down with: the lane of an accepted one, whether a trade needs a date, what fills variables. */
export type Around = { lane?: string | null; needsDate?: boolean; values?: TemplateValues };

export type WriteResult = { ok: true; answer: NewAnswer } | { ok: false; problem: Problem };

/** The answer as it will be sent, its variables filled in, or all that it still lacks. */
export function written(draft: Draft, today: string, around: Around = {}): WriteResult {
  const errors = missingIn(draft, today, around);
  if (errors.length > 0)
    return { ok: false, problem: problem('invalid-input', 'Nothing was sent yet.', { errors }) };
  const parsed = NewAnswer.safeParse(bodyOf(draft, around));
  return parsed.success
    ? { ok: true, answer: parsed.data }
    : { ok: false, problem: invalidInput(parsed.error) };
}

function bodyOf(draft: Draft, { lane, needsDate, values = {} }: Around): unknown {
  const { kind, columnId, classOfService, reason, until, displaces, of, board } = draft;
  const message = fillTemplate(draft.message, values);
  const words = message.trim() && { message };
  const as = classOfService && { classOfService };
  switch (kind) {
    case 'accept':
      return { kind, ...(columnId && { columnId }), ...(lane && { swimlaneId: lane }), ...as, ...words };
    case 'trade':
      return { kind, displaces, reason, message, ...(needsDate && { until }), ...as };
    case 'duplicate':
      return { kind, of, ...words };
    case 'redirect':
      return { kind, board, message };
    default:
      return { kind, reason, message, ...(kind === 'defer' && { until }) };
  }
}

type Lack = { path: string; message: string };

function missingIn(draft: Draft, today: string, { needsDate = false, values = {} }: Around): Lack[] {
  const { kind, reason, until, displaces, of, board } = draft;
  if (kind === null) return [{ path: 'kind', message: 'Choose an answer first.' }];
  const isOptional = kind === 'accept' || kind === 'duplicate';
  const needsReason = kind === 'trade' || kind === 'decline' || kind === 'defer';
  return [
    ...(kind === 'trade' && !displaces ? [{ path: 'displaces', message: 'Choose what makes way.' }] : []),
    ...(kind === 'duplicate' && !of ? [{ path: 'of', message: 'Choose the request that it repeats.' }] : []),
    ...(kind === 'redirect' && !board ? [{ path: 'board', message: 'Choose a board.' }] : []),
    ...(needsReason && !reason ? [{ path: 'reason', message: 'Choose why.' }] : []),
    ...(kind === 'defer' || (kind === 'trade' && needsDate) ? missingDay(until, today) : []),
    ...missingWords(draft.message, values, isOptional),
  ];
}

export function missingDay(until: string, today: string): Lack[] {
  if (!isDay(until)) return [{ path: 'until', message: 'Choose a day.' }];
  const day = checkDeferralDate(until, today);
  return day.ok ? [] : day.refusal.errors;
}

/** What a message lacks before somebody may read it. */
export function missingWords(message: string, values: TemplateValues, isOptional = false): Lack[] {
  const left = unfilledSaid(message, values);
  const lacking = isOptional ? 0 : lackOf(fillTemplate(message, values));
  if (left) return [{ path: 'message', message: left }];
  return lacking > 0 ? [{ path: 'message', message: stillToWrite(lacking) }] : [];
}

/** How many characters a message still lacks, counted as the API counts them. */
export function lackOf(message: string): number {
  return Math.max(0, shortestMessage - [...message.trim()].length);
}

export function stillToWrite(lacking: number): string {
  return `They read this: ${lacking} more ${lacking === 1 ? 'character' : 'characters'} at least.`;
}
