'use client';

import type { ClassOfService, CycleTimes } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis, DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { Legend, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { amountScale, dayScale, sideways } from '../chart/plot';
import type { Shape } from '../chart/shapes';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { useCards, useFigure } from '../flow-context';
import { useCardColumns, useClassColumn } from './card-columns';
import { fewCards } from './few-cards';
import { LeftOut, TooFew } from './notes';
import { PercentileLines, PercentileWords, percentileRoom } from './percentiles';

type TimedCard = CycleTimes['cards'][number];

const shapes: Record<ClassOfService, Shape> = {
  expedite: 'triangle',
  fixedDate: 'diamond',
  standard: 'circle',
  intangible: 'square',
};

/** How long each delivered card took, on the day of its delivery. */
export function CycleTime() {
  const query = useFigure<CycleTimes>('cycle-time');
  const table = useTable();
  return (
    <FlowFigure
      kind="cycleTime"
      query={query}
      isEmpty={({ cards }) => cards.length === 0}
      notes={({ faults: { gap: _, ...others } }) => <LeftOut faults={others} />}
      chart={(data, keys) => <Scatterplot data={data} keys={keys} />}
      table={({ cards }) => table(cards)}
    >
      {(data) => <Below data={data} />}
    </FlowFigure>
  );
}

function Scatterplot({ data: { cards, cycle, sample, from, to }, keys }: { data: CycleTimes; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const { nameOf, hrefOf } = useCards();
  const percentiles = sample >= fewCards ? cycle : null;
  const largest = Math.max(...cards.map(({ cycleDays }) => cycleDays));
  return (
    <Chart
      label={t('flow.figures.cycleTime.title')}
      describedBy={keys}
      height={320}
      {...(percentiles && { rightRoom: percentileRoom })}
    >
      {(plot, isNarrow) => {
        const [days, amounts] = [dayScale(from, to, plot), amountScale(largest, plot)];
        const places = cards.map(({ deliveredOn, cycleDays }) => `${deliveredOn} ${cycleDays}`);
        const shifts = sideways(places, Math.max(days.dayWidth - 2, 6), 6);
        const marks = cards.map(
          (card, at): Mark => ({
            id: `${card.board} ${card.number}`,
            x: days.at(card.deliveredOn) + (shifts[at] ?? 0),
            y: amounts(card.cycleDays),
            lines: [
              nameOf(card),
              t('flow.took', { days: card.cycleDays, exact: t('flow.exact', exactly(card.cycleSeconds)) }),
              t('flow.deliveredOn', { day: dates.day(card.deliveredOn) }),
              t(`vocabulary.classes.${card.classOfService}`),
            ],
            href: hrefOf(card),
            shape: shapes[card.classOfService],
            tone: card.title === null ? 'quiet' : 'plain',
          }),
        );
        return (
          <>
            <AmountAxis plot={plot} scale={amounts} unit={t('flow.units.days')} />
            <DayAxis plot={plot} scale={days} from={from} to={to} />
            {percentiles && (
              <PercentileLines plot={plot} scale={amounts} percentiles={percentiles} isNarrow={isNarrow} />
            )}
            <Marks marks={marks} />
          </>
        );
      }}
    </Chart>
  );
}

function Below({ data: { cards, cycle, sample, lead, leadSample } }: { data: CycleTimes }) {
  const t = useTranslations();
  const shown = classesOfService.filter((each) =>
    cards.some(({ classOfService }) => classOfService === each),
  );
  return (
    <FigureFoot>
      {shown.length > 1 && (
        <Legend
          items={shown.map((id) => ({
            id,
            name: t(`vocabulary.classes.${id}`),
            look: <ShapeLook shape={shapes[id]} />,
          }))}
        />
      )}
      {sample < fewCards && <TooFew sample={sample} />}
      {sample >= fewCards && cycle && <PercentileWords percentiles={cycle} sample={sample} />}
      {leadSample >= fewCards && lead && (
        <p>{t('flow.figures.cycleTime.lead85', { days: lead.p85, count: leadSample })}</p>
      )}
      {sample > cards.length && <p>{t('flow.newestOnly', { count: cards.length, total: sample })}</p>}
    </FigureFoot>
  );
}

/** Whole days and hours of a duration. */
function exactly(seconds: number): { days: number; hours: number } {
  return { days: Math.floor(seconds / 86_400), hours: Math.floor((seconds % 86_400) / 3_600) };
}

function useTable() {
  const t = useTranslations();
  const dates = useDates();
  const { refOf } = useCards();
  const cardColumns = useCardColumns<TimedCard>();
  const classColumn = useClassColumn<TimedCard>();
  return (rows: readonly TimedCard[]): TableOf<TimedCard> => ({
    rows: rows.toReversed(),
    keyOf: refOf,
    columns: [
      ...cardColumns,
      classColumn,
      {
        name: 'deliveredOn',
        label: t('flow.columns.deliveredOn'),
        value: ({ deliveredOn }) => deliveredOn,
        shown: ({ deliveredOn }) => dates.day(deliveredOn),
      },
      { name: 'cycleDays', label: t('flow.columns.cycleDays'), value: ({ cycleDays }) => cycleDays },
      {
        name: 'cycleSeconds',
        label: t('flow.columns.cycleExact'),
        value: ({ cycleSeconds }) => cycleSeconds,
        shown: ({ cycleSeconds }) => t('flow.exact', exactly(cycleSeconds)),
      },
      { name: 'leadDays', label: t('flow.columns.leadDays'), value: ({ leadDays }) => leadDays },
      {
        name: 'leadSeconds',
        label: t('flow.columns.leadExact'),
        value: ({ leadSeconds }) => leadSeconds,
        shown: ({ leadSeconds }) => (leadSeconds === null ? '–' : t('flow.exact', exactly(leadSeconds))),
      },
    ],
  });
}
