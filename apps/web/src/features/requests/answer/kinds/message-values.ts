import type { Request } from '@weir/contract';
import { fillTemplate, type TemplateValues } from '@weir/domain';
import { day, exact } from '@/components/data/time';
import { isDay } from '@/lib/days';

type Around = { name: string; timeZone: string };

/** What a message about a request may name, in words; `until` is null while no day is chosen. */
export function valuesFor(request: Request, board: Around, until: string): TemplateValues {
  return {
    requester: request.requester.name,
    title: request.title,
    ref: request.ref,
    board: board.name,
    position: request.position,
    answerBy: exact(request.answerBy, board.timeZone),
    until: isDay(until) ? day(until, true) : null,
  };
}

/**
 * What in a text would be read as it stands: names in double braces that these values do not fill, each once and
 * in their order. An empty list: it can be sent.
 */
export function unfilled(text: string, values: TemplateValues): string[] {
  const named = [...text.matchAll(/\{\{[^{}]*\}\}/g)].map(([variable]) => variable);
  return [...new Set(named)].filter((variable) => fillTemplate(variable, values) === variable);
}

/** What stands in the way of sending such a text, as a sentence; undefined where nothing does. */
export function unfilledSaid(text: string, values: TemplateValues): string | undefined {
  const names = unfilled(text, values);
  if (names.length === 0) return undefined;
  if (names.length === 1 && names[0] === '{{until}}') return 'Choose a day, or take {{until}} out.';
  return `Nothing fills ${names.join(', ')}: write it yourself, or take it out.`;
}
