'use client';

import type { Arrivals, CumulativeFlow, FlowStep } from '@weir/contract';
import type { ProblemError } from '@/lib/api/query';
import { useTranslations } from '@/lib/words/use-translations';
import { useFigure } from '../flow-context';
import { nameOfPart, type OpenedCards, type Part } from './address';
import { useBandNames } from './band-names';

/** A part of a day that a person can choose, with what the figure counts for it. */
export type CountedPart = { id: string; label: string; count: number; part: Part };

type PartsOfDay = { parts: CountedPart[] | null | undefined; error: ProblemError | null };

const stepsOfArrivals = ['arrived', 'delivered', 'putBack', 'removed'] as const;

/** The parts of a day in the chart of a figure. Undefined until they are loaded; null if the chart does not have the day. */
export function useParts({ figure, day }: OpenedCards): PartsOfDay {
  const bands = useBands(day);
  const steps = useSteps(day, figure === 'inFlight' ? ['inFlight'] : stepsOfArrivals);
  return figure === 'cumulative' ? bands : steps;
}

/** From the top of the chart down. */
function useBands(day: string): PartsOfDay {
  const nameOf = useBandNames();
  const { data, error } = useFigure<CumulativeFlow>('cfd');
  const cards = data?.days.find((each) => each.day === day)?.cards;
  if (!data || !cards) return { parts: data && null, error };
  const parts = data.bands.map((band, at) => ({
    id: nameOfPart(band),
    label: nameOf(data)(band),
    count: cards[at] ?? 0,
    part: band,
  }));
  return { parts: parts.reverse(), error };
}

function useSteps(day: string, steps: readonly FlowStep[]): PartsOfDay {
  const t = useTranslations();
  const { data, error } = useFigure<Arrivals>('arrivals');
  const counts = data?.days.find((each) => each.day === day);
  if (!counts) return { parts: data && null, error };
  const partOf = (step: FlowStep) => ({
    id: step,
    label: t(`flow.columns.${step}`),
    count: counts[step],
    part: { step },
  });
  return { parts: steps.map(partOf), error };
}

/** The part in the address. Without one, the first part with cards; in cumulative flow, a part in progress comes first. */
export function chosenOf(parts: readonly CountedPart[], { part, figure }: OpenedCards): CountedPart | null {
  const named = parts.find(({ id }) => id === part);
  if (named) return named;
  const filled = parts.filter(({ count }) => count !== 0);
  const started =
    figure === 'cumulative' && filled.find((each) => 'stage' in each.part && each.part.stage === 'inFlight');
  return started || filled[0] || parts[0] || null;
}

/** The API’s parameters for the cards of a part. They follow the query of the figure. */
export function queryOfPart(part: Part, day: string, isOneBoard: boolean): string {
  const query = new URLSearchParams({ day });
  if ('step' in part) query.set('step', part.step);
  else {
    query.set('stage', part.stage);
    if (isOneBoard && part.stage !== 'delivered') query.set('column', part.columnId ?? 'none');
  }
  return `${query}`;
}
