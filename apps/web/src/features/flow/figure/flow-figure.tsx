'use client';

import type { ComponentProps } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { Figure } from './figure';

export type FigureKind =
  | 'cumulative'
  | 'cycleTime'
  | 'throughput'
  | 'ageing'
  | 'late'
  | 'inFlight'
  | 'arrivals'
  | 'efficiency'
  | 'blocked'
  | 'requests'
  | 'answers'
  | 'refusals'
  | 'overrides';

type Given = 'title' | 'lead' | 'empty' | 'keys' | 'fileName';

/** A figure of what the flow page is about. */
export function FlowFigure<Data extends { from: string; to: string }, Row>({
  kind,
  ...rest
}: { kind: FigureKind } & Omit<ComponentProps<typeof Figure<Data, Row>>, Given>) {
  const t = useTranslations();
  const { board } = useFlow();
  return (
    <Figure<Data, Row>
      title={t(`flow.figures.${kind}.title`)}
      lead={t(`flow.figures.${kind}.lead`)}
      empty={t(`flow.figures.${kind}.empty`)}
      keys={t('flow.keysOfCards')}
      fileName={({ from, to }) => `${board ?? 'flow'}-${kind}-${from}-${to}`}
      {...rest}
    />
  );
}
