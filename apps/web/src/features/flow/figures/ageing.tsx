'use client';

import type { AgeingCards, Percentiles } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import styles from '../chart/chart.module.css';
import { Legend, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { amountScale, type Plot, sideways } from '../chart/plot';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { useCards, useFigure } from '../flow-context';
import { type AgeingColumn, ageingColumns, isOld, reliableAges } from './ageing-columns';
import { useCardColumns } from './card-columns';
import { LeftOut } from './notes';
import { percentileNames, shareOf } from './percentiles';

type AgeingCard = AgeingCards['cards'][number];

/** The age of each card in flight, in its column, against how old delivered cards were when they left it. */
export function Ageing() {
  const query = useFigure<AgeingCards>('ageing');
  const table = useTable();
  return (
    <FlowFigure
      kind="ageing"
      query={query}
      isEmpty={({ cards }) => cards.length === 0}
      notes={({ cards }) => (
        <LeftOut faults={{ noStart: cards.filter(({ ageDays }) => ageDays === null).length }} />
      )}
      chart={(data, keys) => <AgeChart data={data} keys={keys} />}
      table={table}
    >
      {(data) => <Below data={data} />}
    </FlowFigure>
  );
}

function AgeChart({ data, keys }: { data: AgeingCards; keys: string }) {
  const t = useTranslations();
  const { nameOf, hrefOf } = useCards();
  const columns = ageingColumns(data);
  const aged = columns.flatMap(({ cards }) => cards);
  const largest = Math.max(
    ...aged.map(({ ageDays }) => ageDays ?? 0),
    ...columns.map((column) => reliableAges(column)?.p95 ?? 0),
  );
  return (
    <Chart label={t('flow.figures.ageing.title')} describedBy={keys} height={340} bottomRoom={44}>
      {(plot, isNarrow) => {
        const amounts = amountScale(largest, plot);
        const width = (plot.right - plot.left) / columns.length;
        const shifts = sideways(
          columns.flatMap(({ id, cards }) => cards.map(({ ageDays }) => `${id} ${ageDays}`)),
          width - 20,
          13,
        );
        const marks = columns
          .flatMap((column, nth) => column.cards.map((card) => ({ card, column, nth })))
          .map(
            ({ card, column, nth }, at): Mark => ({
              id: `${card.board} ${card.number}`,
              x: plot.left + width * (nth + 0.5) + (shifts[at] ?? 0),
              y: amounts(card.ageDays ?? 0),
              lines: [
                nameOf(card),
                t('flow.age', { days: card.ageDays ?? 0 }),
                column.name,
                ...(isOld(card, column)
                  ? [t('flow.figures.ageing.old', { days: column.ages?.p85 ?? 0 })]
                  : []),
                ...(isLate(card) ? [t(`serviceLevels.ageing.${card.sle}`)] : []),
                ...(card.halfDone ? [t('flow.figures.ageing.halfDone')] : []),
                ...(card.blocked ? [t('flow.figures.ageing.blocked')] : []),
              ],
              href: hrefOf(card),
              ...looksOf(card, column),
            }),
          );
        return (
          <>
            <AmountAxis plot={plot} scale={amounts} unit={t('flow.units.days')} />
            {columns.map((column, nth) => (
              <ColumnStrip
                key={column.id}
                column={column}
                left={plot.left + width * nth}
                width={width}
                plot={plot}
                scale={amounts}
                isNarrow={isNarrow}
              />
            ))}
            <Marks marks={marks} />
          </>
        );
      }}
    </Chart>
  );
}

function looksOf(card: AgeingCard, column: AgeingColumn): Pick<Mark, 'shape' | 'tone'> {
  const tone = isOld(card, column) || isLate(card) ? 'warn' : 'plain';
  return { tone, shape: card.blocked ? 'square' : tone === 'warn' ? 'diamond' : 'circle' };
}

/** Whether it is at risk of missing the expectation of its class, or has missed it. */
function isLate(card: AgeingCard): card is AgeingCard & { sle: 'atRisk' | 'broken' } {
  return card.sle === 'atRisk' || card.sle === 'broken';
}

/** A column with the ages at which delivered cards left it, as steps. */
function ColumnStrip({
  column,
  left,
  width,
  plot,
  scale,
  isNarrow,
}: {
  column: AgeingColumn;
  left: number;
  width: number;
  plot: Plot;
  scale: (days: number) => number;
  isNarrow: boolean;
}) {
  const t = useTranslations();
  const ages = reliableAges(column);
  return (
    <svg aria-hidden="true" overflow="visible" className={styles.column}>
      {ages && (
        <Steps
          ages={ages}
          sample={isNarrow ? null : column.sample}
          left={left + 4}
          width={width - 8}
          bottom={plot.bottom}
          scale={scale}
        />
      )}
      {left > plot.left && (
        <line className={styles.line} x1={left} x2={left} y1={plot.top} y2={plot.bottom} />
      )}
      <foreignObject x={left + 2} y={plot.bottom + 3} width={Math.max(width - 4, 0)} height={40}>
        <div className={styles.columnName} data-narrow={isNarrow || undefined}>
          <span dir="auto">{column.name}</span>
          <small>{t('flow.inFlight', { count: column.cards.length })}</small>
        </div>
      </foreignObject>
    </svg>
  );
}

function Steps({
  ages,
  sample,
  left,
  width,
  bottom,
  scale,
}: {
  ages: Percentiles;
  /** How many cards left the column; null where there is no room to say so. */
  sample: number | null;
  left: number;
  width: number;
  bottom: number;
  scale: (days: number) => number;
}) {
  const t = useTranslations();
  return percentileNames.toReversed().map((name) => {
    const y = scale(ages[name]);
    return (
      <g key={name} data-percentile={name}>
        <rect x={left} width={width} y={y} height={bottom - y} />
        <line x1={left} x2={left + width} y1={y} y2={y} />
        {name === 'p85' && (
          <text x={left + width - 3} y={y - 4} textAnchor="end">
            {sample === null
              ? t('flow.share', { share: shareOf[name] })
              : t('flow.shareOf', { share: shareOf[name], count: sample })}
          </text>
        )}
      </g>
    );
  });
}

function Below({ data }: { data: AgeingCards }) {
  const t = useTranslations();
  const columns = ageingColumns(data);
  const cards = columns.flatMap((column) => column.cards.map((card) => ({ card, column })));
  const oldCards = cards.filter(({ card, column }) => isOld(card, column));
  const late = cards.filter(({ card }) => isLate(card));
  const thin = columns.filter((column) => column.ages !== undefined && !reliableAges(column));
  return (
    <FigureFoot>
      <Legend
        items={[
          { id: 'plain', name: t('flow.figures.ageing.plainMark'), look: <ShapeLook shape="circle" /> },
          ...(oldCards.length + late.length > 0
            ? [
                {
                  id: 'old',
                  name: t(`flow.figures.ageing.${late.length > 0 ? 'oldOrLateMark' : 'oldMark'}`),
                  look: <ShapeLook shape="diamond" tone="warn" />,
                },
              ]
            : []),
          ...(cards.some(({ card }) => card.blocked)
            ? [
                {
                  id: 'blocked',
                  name: t('flow.figures.ageing.blockedMark'),
                  look: <ShapeLook shape="square" />,
                },
              ]
            : []),
        ]}
      />
      {columns.some((column) => reliableAges(column)) && (
        <p>{t('flow.figures.ageing.steps', { count: oldCards.length })}</p>
      )}
      {late.length > 0 && <p>{t('serviceLevels.ageing.count', { count: late.length })}</p>}
      {thin.length > 0 && (
        <p>{t('flow.figures.ageing.thin', { columns: thin.map(({ name }) => name).join(', ') })}</p>
      )}
      {data.total > data.cards.length && (
        <p>{t('flow.oldestOnly', { count: data.cards.length, total: data.total })}</p>
      )}
    </FigureFoot>
  );
}

function useTable() {
  const t = useTranslations();
  const { refOf } = useCards();
  const cardColumns = useCardColumns<AgeingCard>();
  return (data: AgeingCards): TableOf<AgeingCard> => {
    const columns = ageingColumns(data);
    const columnOf = (card: AgeingCard) => columns.find(({ holds }) => holds(card));
    return {
      rows: data.cards,
      keyOf: refOf,
      columns: [
        ...cardColumns,
        {
          name: 'column',
          label: t('flow.columns.column'),
          value: (card) => columnOf(card)?.name ?? card.board,
        },
        { name: 'ageDays', label: t('flow.columns.ageDays'), value: ({ ageDays }) => ageDays },
        {
          name: 'blocked',
          label: t('flow.columns.blocked'),
          value: ({ blocked }) => `${blocked}`,
          shown: ({ blocked }) => t('flow.yesNo', { is: `${blocked}` }),
        },
        {
          name: 'sle',
          label: t('flow.columns.sle'),
          value: ({ sle }) => sle,
          shown: ({ sle }) => (sle === null ? '–' : t(`serviceLevels.ageing.${sle}`)),
        },
        {
          name: 'p85',
          label: t('flow.columns.p85OfColumn'),
          value: (card) => columnOf(card)?.ages?.p85 ?? null,
        },
      ],
    };
  };
}
