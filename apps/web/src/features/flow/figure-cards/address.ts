import type { FlowStage, FlowStep } from '@weir/contract';
import { isDay } from '@/lib/days';

/** The charts that count cards by day without a point for each card. */
const countingFigures = ['cumulative', 'inFlight', 'arrivals'] as const;
export type CountingFigure = (typeof countingFigures)[number];

/** A number of a figure: a band of cumulative flow, or a step of a day. */
export type Part = { stage: FlowStage; columnId: string | null } | { step: FlowStep };

/** The figure, the day and the part whose cards are listed. `part` is null until the person chooses one. */
export type OpenedCards = { figure: CountingFigure; day: string; part: string | null };

/** The parameter of the page’s address. */
export const cardsParameter = 'cards';

/** The name of a part in an address: `inFlight.0198…`, `delivered`, `arrived`. */
export function nameOfPart(part: Part): string {
  if ('step' in part) return part.step;
  return part.stage === 'delivered' ? part.stage : `${part.stage}.${part.columnId ?? 'none'}`;
}

export function writeCards({ figure, day, part }: OpenedCards): string {
  return [figure, day, ...(part === null ? [] : [part])].join(',');
}

/** Null if the parameter is missing or faulty. */
export function readCards(text: string | null): OpenedCards | null {
  const [name = '', day = '', part = null] = (text ?? '').split(',');
  const figure = countingFigures.find((each) => each === name);
  return figure && isDay(day) ? { figure, day, part } : null;
}
