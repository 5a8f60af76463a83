'use client';

import type { ChanceScore } from '@weir/contract';
import { scaleLinear } from 'd3-scale';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { Legend, LineLook, lineClasses, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { Figure } from '../figure/figure';
import { FigureFoot } from '../figure/figure-foot';
import type { TableOf } from '../figure/table';
import { Brier } from './brier';
import kept from './kept-chart.module.css';

type Said = ChanceScore['said'][number];

const ticks = [0, 0.25, 0.5, 0.75, 1];

/** How often probabilities came true, and their Brier score. */
export function Chances<Data>({
  query,
  name,
  scoreOf,
}: {
  query: Parameters<typeof Figure<Data, Said>>[0]['query'];
  /** Of its files. */
  name: (data: Data) => string;
  scoreOf: (data: Data) => ChanceScore | null;
}) {
  const t = useTranslations();
  const table = useTable();
  return (
    <Figure<Data, Said>
      title={t('trackRecord.chances.title')}
      lead={t('trackRecord.chances.lead')}
      empty={t('trackRecord.chances.empty')}
      fileName={name}
      query={query}
      isEmpty={(data) => scoreOf(data) === null}
      chart={(data, keys) => <SaidChart said={scoreOf(data)?.said ?? []} keys={keys} />}
      table={(data) => table(scoreOf(data)?.said ?? [])}
    >
      {(data) => {
        const score = scoreOf(data);
        return score && <Below score={score} />;
      }}
    </Figure>
  );
}

/** Each probability that was said against how often it came true. */
function SaidChart({ said, keys }: { said: readonly Said[]; keys: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: 'percent' });
  return (
    <Chart label={t('trackRecord.chances.title')} describedBy={keys} height={280} bottomRoom={46}>
      {(plot) => {
        const shares = scaleLinear([0, 1], [plot.bottom, plot.top]);
        const across = scaleLinear([0, 1], [plot.left, plot.right]);
        const marks = said.map(
          ({ percent: of, forecasts, happened }): Mark => ({
            id: `${of}`,
            x: across(of / 100),
            y: shares(happened / forecasts),
            lines: [
              t('trackRecord.chances.said', { share: of / 100 }),
              t('trackRecord.chances.happened', { happened, count: forecasts, share: happened / forecasts }),
            ],
            // A single one is always at 0 or 100%.
            tone: forecasts === 1 ? 'quiet' : 'plain',
          }),
        );
        return (
          <>
            <AmountAxis plot={plot} scale={shares} unit={t('trackRecord.chances.axis')} toText={percent} />
            <svg aria-hidden="true" overflow="visible" className={kept.levels}>
              {ticks.map((tick) => (
                <text
                  key={tick}
                  x={across(tick)}
                  y={plot.bottom + 19}
                  textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
                >
                  {percent(tick)}
                </text>
              ))}
              <text x={across(0.5)} y={plot.bottom + 37} textAnchor="middle">
                {t('trackRecord.columns.said')}
              </text>
              <line
                x1={across(0)}
                x2={across(1)}
                y1={shares(0)}
                y2={shares(1)}
                className={lineClasses.mean}
              />
            </svg>
            <Marks marks={marks} />
          </>
        );
      }}
    </Chart>
  );
}

function Below({ score }: { score: ChanceScore }) {
  const t = useTranslations();
  return (
    <FigureFoot>
      <Legend
        items={[
          { id: 'true', name: t('trackRecord.chances.line'), look: <LineLook kind="mean" /> },
          ...(score.said.some(({ forecasts }) => forecasts === 1)
            ? [
                {
                  id: 'single',
                  name: t('trackRecord.chances.single'),
                  look: <ShapeLook shape="circle" tone="quiet" />,
                },
              ]
            : []),
        ]}
      />
      <Brier score={score} />
    </FigureFoot>
  );
}

function useTable() {
  const t = useTranslations();
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: 'percent' });
  return (rows: readonly Said[]): TableOf<Said> => ({
    rows,
    keyOf: ({ percent: of }) => `${of}`,
    columns: [
      {
        name: 'percent',
        label: t('trackRecord.columns.said'),
        value: (row) => row.percent,
        shown: (row) => percent(row.percent / 100),
      },
      { name: 'forecasts', label: t('trackRecord.columns.forecasts'), value: ({ forecasts }) => forecasts },
      { name: 'happened', label: t('trackRecord.columns.happened'), value: ({ happened }) => happened },
    ],
  });
}
