'use client';

import type { Throughput as Deliveries } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis, DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { Legend, LineLook, lineClasses, ShapeLook } from '../chart/legend';
import { type Mark, MarkLine, Marks } from '../chart/marks';
import { amountScale, dayScale } from '../chart/plot';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { Presets } from '../filters/presets';
import { useDaysHref, useFigure, useFlow } from '../flow-context';
import { LeftOut } from './notes';

type Period = Deliveries['periods'][number];
type Signal = NonNullable<Deliveries['limits']>['signals'][number]['kind'];

/** Deliveries by week or day as a run, with the limits of ordinary variation. */
export function Throughput() {
  const query = useFigure<Deliveries>('throughput');
  const table = useTable();
  return (
    <FlowFigure
      kind="throughput"
      query={query}
      isEmpty={({ delivered }) => delivered === 0}
      controls={<ByPeriod />}
      notes={({ faults }) => <LeftOut faults={{ noDates: faults.noDates }} />}
      chart={(data, keys) => <RunChart data={data} keys={keys} />}
      table={table}
    >
      {(data) => <Below data={data} />}
    </FlowFigure>
  );
}

function ByPeriod() {
  const t = useTranslations();
  const { shown, change } = useFlow();
  return (
    <Presets
      label={t('flow.by.label')}
      choices={(['week', 'day'] as const).map((id) => ({ id, label: t(`flow.by.${id}`) }))}
      value={shown.by}
      onChange={(by) => change({ ...shown, by })}
    />
  );
}

function RunChart({ data: { periods, limits, from, to }, keys }: { data: Deliveries; keys: string }) {
  const t = useTranslations();
  const { signalOf, periodName } = usePeriods();
  const hrefOf = useDaysHref();
  const largest = Math.max(...periods.map(({ delivered }) => delivered), limits?.upper ?? 0);
  return (
    <Chart label={t('flow.figures.throughput.title')} describedBy={keys}>
      {(plot) => {
        const [days, amounts] = [dayScale(from, to, plot), amountScale(largest, plot)];
        const middle = ({ from: first, to: last }: Period) => (days.at(first) + days.at(last)) / 2;
        const marks = periods.map((period, at): Mark => {
          const signal = signalOf(limits, at);
          return {
            id: period.from,
            x: middle(period),
            y: amounts(period.delivered),
            lines: [
              periodName(period),
              t('flow.delivered', { count: period.delivered }),
              ...(period.complete ? [] : [t('flow.notComplete')]),
              ...(signal ? [t(`flow.signals.${signal}`)] : []),
            ],
            shape: signal ? 'diamond' : period.complete ? 'circle' : 'ring',
            tone: signal ? 'warn' : 'plain',
            href: period.delivered > 0 ? hrefOf(period) : undefined,
          };
        });
        const width = (plot.right - plot.left) / Math.max(periods.length, 1);
        return (
          <>
            <AmountAxis plot={plot} scale={amounts} unit={t('flow.units.cards')} />
            <DayAxis plot={plot} scale={days} from={from} to={to} />
            {limits &&
              (['lower', 'mean', 'upper'] as const).map((name) => (
                <line
                  key={name}
                  x1={plot.left}
                  x2={plot.right}
                  y1={amounts(Math.max(limits[name], 0))}
                  y2={amounts(Math.max(limits[name], 0))}
                  className={name === 'mean' ? lineClasses.mean : lineClasses.limit}
                />
              ))}
            <MarkLine marks={marks} />
            <Marks marks={marks} strip={{ width, top: plot.top, bottom: plot.bottom }} />
          </>
        );
      }}
    </Chart>
  );
}

function Below({ data: { limits, periods } }: { data: Deliveries }) {
  const t = useTranslations();
  const format = useFormatter();
  if (!limits)
    return (
      <FigureFoot>
        <p>{t('flow.limits.none')}</p>
      </FigureFoot>
    );
  const number = (of: number) => format.number(of, { maximumFractionDigits: 1 });
  return (
    <FigureFoot>
      <Legend
        items={[
          {
            id: 'mean',
            name: t('flow.limits.mean', { mean: number(limits.mean) }),
            look: <LineLook kind="mean" />,
          },
          {
            id: 'limits',
            name: t('flow.limits.limits', {
              lower: number(Math.max(limits.lower, 0)),
              upper: number(limits.upper),
            }),
            look: <LineLook kind="limit" />,
          },
          ...(limits.signals.length > 0
            ? [
                {
                  id: 'signal',
                  name: t('flow.limits.signal'),
                  look: <ShapeLook shape="diamond" tone="warn" />,
                },
              ]
            : []),
          ...(periods.some(({ complete }) => !complete)
            ? [{ id: 'partial', name: t('flow.limits.partial'), look: <ShapeLook shape="ring" /> }]
            : []),
        ]}
      />
      <p>{t('flow.limits.signals', { count: limits.signals.length })}</p>
    </FigureFoot>
  );
}

function usePeriods() {
  const t = useTranslations();
  const dates = useDates();
  return {
    signalOf: (limits: Deliveries['limits'], at: number): Signal | null =>
      limits?.signals.find((signal) => signal.at === at)?.kind ?? null,
    periodName: ({ from, to }: Period) =>
      from === to ? dates.day(from) : t('flow.span', { from: dates.shortDay(from), to: dates.shortDay(to) }),
  };
}

function useTable() {
  const t = useTranslations();
  const { signalOf, periodName } = usePeriods();
  return ({ periods, limits }: Deliveries): TableOf<Period> => ({
    rows: periods,
    keyOf: ({ from }) => from,
    columns: [
      { name: 'from', label: t('flow.columns.period'), value: ({ from }) => from, shown: periodName },
      { name: 'delivered', label: t('flow.columns.delivered'), value: ({ delivered }) => delivered },
      {
        name: 'complete',
        label: t('flow.columns.complete'),
        value: ({ complete }) => `${complete}`,
        shown: ({ complete }) => t('flow.yesNo', { is: `${complete}` }),
      },
      {
        name: 'signal',
        label: t('flow.columns.signal'),
        value: (period) => signalOf(limits, periods.indexOf(period)),
        shown: (period) => {
          const signal = signalOf(limits, periods.indexOf(period));
          return signal ? t(`flow.signals.${signal}`) : '–';
        },
      },
    ],
  });
}
