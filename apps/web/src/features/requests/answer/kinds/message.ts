import type { Board, Request } from '@weir/contract';
import { checkDeferralDate, fillTemplate, type TemplateValues } from '@weir/domain';
import type { Dates, Words } from '@weir/words';
import { isDay } from '@/lib/days';

/** Something that an answer still lacks. `path` is the field's path in the body. */
export type Fault =
  | {
      path: string;
      code:
        | 'kind'
        | 'partTitle'
        | 'restTitle'
        | 'titleTooLong'
        | 'reason'
        | 'until'
        | 'untilRange'
        | 'displaces'
        | 'of'
        | 'board';
    }
  | MessageFault;

export type MessageFault =
  | { path: 'message'; code: 'tooShort'; missing: number }
  | { path: 'message'; code: 'noDay' }
  | { path: 'message'; code: 'unfilled'; names: string[] };

export const shortestMessage = 10;

/** The values of a message's variables. `until` has no value while no day is chosen. */
export function messageValues(
  request: Request,
  board: Pick<Board, 'name' | 'timeZone'>,
  until: string,
  dates: Dates,
): TemplateValues {
  return {
    requester: request.requester.name,
    title: request.title,
    ref: request.ref,
    board: board.name,
    position: request.position,
    answerBy: dates.instantIn(request.answerBy, board.timeZone),
    until: isDay(until) ? dates.day(until, { long: true }) : null,
  };
}

/** The variables in a text that have no value, each once, in their order. */
export function unfilled(text: string, values: TemplateValues): string[] {
  const named = [...text.matchAll(/\{\{[^{}]*\}\}/g)].map(([variable]) => variable);
  return [...new Set(named)].filter((variable) => fillTemplate(variable, values) === variable);
}

/** A variable without a value. It would be sent as it is written. */
export function unfilledFault(text: string, values: TemplateValues): MessageFault | null {
  const names = unfilled(text, values);
  if (names.length === 0) return null;
  if (names.length === 1 && names[0] === '{{until}}') return { path: 'message', code: 'noDay' };
  return { path: 'message', code: 'unfilled', names };
}

/** What a message lacks before it can be sent. */
export function messageFaults(text: string, values: TemplateValues, isOptional = false): MessageFault[] {
  const variable = unfilledFault(text, values);
  if (variable) return [variable];
  const missing = isOptional ? 0 : missingCharacters(fillTemplate(text, values));
  return missing > 0 ? [{ path: 'message', code: 'tooShort', missing }] : [];
}

/** A deferral names a day after today, at most a year ahead. */
export function dayFaults(until: string, today: string): Fault[] {
  if (!isDay(until)) return [{ path: 'until', code: 'until' }];
  return checkDeferralDate(until, today).ok ? [] : [{ path: 'until', code: 'untilRange' }];
}

/** How many characters a message lacks, counted as the API counts them. */
export function missingCharacters(message: string): number {
  return Math.max(0, shortestMessage - [...message.trim()].length);
}

/** Words a fault as what to do. */
export function answerFaultText({ t, format }: Pick<Words, 't' | 'format'>, fault: Fault): string {
  switch (fault.code) {
    case 'tooShort':
      return t('answers.message.tooShort', { missing: fault.missing });
    case 'noDay':
      return t('answers.message.noDay');
    case 'unfilled':
      return t('answers.message.unfilled', { count: fault.names.length, names: format.list(fault.names) });
    default:
      return t(`answers.missing.${fault.code}`);
  }
}
