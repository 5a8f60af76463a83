import type { ClassOfService, NotNowReason, Problem, Request } from '@weir/contract';
import { NewAnswer, problem } from '@weir/contract';
import { deferralDate } from '@weir/domain';
import { invalidInput } from '@/lib/api/result';
import { isDay } from '@/lib/days';
import type { Wish } from './entry';

export type AnswerKind = NewAnswer['kind'];

/** An answer that is being written. What was typed stays while one changes one's mind about the kind. */
export type Draft = {
  kind: AnswerKind | null;
  /** Null: the first queue column. */
  columnId: string | null;
  /** Null: the first swimlane, where there are any; `noLane`: in none. */
  swimlaneId: string | null;
  /** Null: as its requester claims. */
  classOfService: ClassOfService | null;
  reason: NotNowReason | null;
  message: string;
  until: string;
};

export const noDraft: Draft = {
  kind: null,
  columnId: null,
  swimlaneId: null,
  classOfService: null,
  reason: null,
  message: '',
  until: '',
};

/** Where and as what a request would be accepted, as it is written now. */
export function wishOf(draft: Draft, request: Pick<Request, 'classOfService'>): Wish {
  const { columnId, swimlaneId, classOfService } = draft;
  return { columnId, swimlaneId, classOfService: classOfService ?? request.classOfService };
}

export const shortestMessage = 10;

type Written = { ok: true; answer: NewAnswer } | { ok: false; problem: Problem };

/** The answer as it will be sent, or all that it still lacks. An accepted one goes into `lane`. */
export function written(draft: Draft, today: string, lane: string | null = null): Written {
  const missing = missingIn(draft, today);
  if (missing.length > 0)
    return { ok: false, problem: problem('invalid-input', 'Nothing was sent yet.', { errors: missing }) };
  const parsed = NewAnswer.safeParse(bodyOf(draft, lane));
  return parsed.success
    ? { ok: true, answer: parsed.data }
    : { ok: false, problem: invalidInput(parsed.error) };
}

function bodyOf(
  { kind, columnId, classOfService, reason, message, until }: Draft,
  lane: string | null,
): unknown {
  if (kind === 'accept')
    return {
      kind,
      ...(columnId && { columnId }),
      ...(lane && { swimlaneId: lane }),
      ...(classOfService && { classOfService }),
      ...(message.trim() && { message }),
    };
  return { kind, reason, message, ...(kind === 'defer' && { until }) };
}

function missingIn({ kind, reason, message, until }: Draft, today: string) {
  if (kind === null) return [{ path: 'kind', message: 'Choose an answer first.' }];
  if (kind === 'accept') return [];
  const lacking = lackOf(message);
  const day = isDay(until) ? deferralDate(until, today) : null;
  return [
    ...(reason ? [] : [{ path: 'reason', message: 'Choose why.' }]),
    ...(kind === 'defer' && !day ? [{ path: 'until', message: 'Choose a day.' }] : []),
    ...(kind === 'defer' && day && !day.ok ? day.refusal.errors : []),
    ...(lacking > 0 ? [{ path: 'message', message: stillToWrite(lacking) }] : []),
  ];
}

/** How many characters a message still lacks, counted as the API counts them. */
export function lackOf(message: string): number {
  return Math.max(0, shortestMessage - [...message.trim()].length);
}

export function stillToWrite(lacking: number): string {
  return `They read this: ${lacking} more ${lacking === 1 ? 'character' : 'characters'} at least.`;
}
