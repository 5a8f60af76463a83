'use client';

import type { Arrivals, CumulativeFlow, FlowStep } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { useFigure } from '../flow-context';
import { nameOfPart, type OpenedCards, type Part } from './address';
import { useBandNames } from './band-names';

/** A part of a day that a person can choose, with what the figure counts for it. */
export type CountedPart = { id: string; label: string; count: number; part: Part };

const steps = ['arrived', 'delivered', 'putBack', 'removed'] as const;

/** The parts of a day of a figure, as its chart has them. Undefined while it is loading; null if it does not have the day. */
export function useParts({ figure, day }: OpenedCards): CountedPart[] | null | undefined {
  const t = useTranslations();
  const nameOf = useBandNames();
  const cumulative = useFigure<CumulativeFlow>('cfd').data;
  const arrivals = useFigure<Arrivals>('arrivals').data;
  if (figure === 'cumulative') {
    const cards = cumulative?.days.find((each) => each.day === day)?.cards;
    if (!cumulative || !cards) return cumulative && null;
    const parts = cumulative.bands.map(({ stage, columnId, name }, at) => ({
      id: nameOfPart({ stage, columnId }),
      label: nameOf(cumulative)({ stage, columnId, name }),
      count: cards[at] ?? 0,
      part: { stage, columnId },
    }));
    return parts.reverse();
  }
  const counts = arrivals?.days.find((each) => each.day === day);
  if (!arrivals || !counts) return arrivals && null;
  const partOf = (step: FlowStep) => ({
    id: step,
    label: t(`flow.columns.${step}`),
    count: counts[step],
    part: { step },
  });
  return figure === 'inFlight' ? [partOf('inFlight')] : steps.map(partOf);
}

/** The part that the address names, or else the first one with cards in the order of its work. */
export function chosenOf(parts: readonly CountedPart[], { part, figure }: OpenedCards): CountedPart | null {
  const named = parts.find(({ id }) => id === part);
  if (named) return named;
  const filled = parts.filter(({ count }) => count !== 0);
  const started =
    figure === 'cumulative' && filled.find((each) => 'stage' in each.part && each.part.stage === 'inFlight');
  return started || filled[0] || parts[0] || null;
}

/** The query by which the API is asked for the cards of a part, after the one of its figure. */
export function queryOfPart(part: Part, day: string, isOneBoard: boolean): string {
  const query = new URLSearchParams({ day });
  if ('step' in part) query.set('step', part.step);
  else {
    query.set('stage', part.stage);
    if (isOneBoard && part.stage !== 'delivered') query.set('column', part.columnId ?? 'none');
  }
  return `${query}`;
}
