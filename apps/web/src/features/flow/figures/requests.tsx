'use client';

import type { RequestFlow } from '@weir/contract';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Legend, LineLook } from '../chart/legend';
import { TwoRuns } from '../chart/two-runs';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { Column, TableOf } from '../figure/table';
import { useFigure } from '../flow-context';
import { useDayColumn } from './day-column';
import { Misdated } from './notes';
import { runningSums } from './running-sums';

type Day = RequestFlow['days'][number];

const answeredOn = ({ accepted, notNow, other }: Day) => accepted + notNow + other;

/** Requests against their answers, and how long the answers took. */
export function Requests() {
  const query = useFigure<RequestFlow>('requests');
  const table = useTable();
  return (
    <FlowFigure
      kind="requests"
      query={query}
      isEmpty={hasNoAnswers}
      notes={({ misdated }) => <Misdated answers={misdated} />}
      chart={(data, keys) => <RequestsChart data={data} keys={keys} />}
      table={table}
    >
      {(data) => <Below data={data} />}
    </FlowFigure>
  );
}

const hasNoAnswers = ({ days }: RequestFlow) => days.every((day) => day.submitted + answeredOn(day) === 0);

/** Whether the figures of requests, of refusals and of overridden limits are all empty. */
export function hasNoRequests(data: RequestFlow): boolean {
  return hasNoAnswers(data) && Object.keys(data.refusals).length === 0 && data.overrides.length === 0;
}

function RequestsChart({ data: { days, from }, keys }: { data: RequestFlow; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const submitted = runningSums(days.map((day) => day.submitted));
  const answered = runningSums(days.map(answeredOn));
  const linesOf = (at: number) => {
    const { day, submitted: asked, accepted, notNow, other } = days[at] as Day;
    return [
      dates.day(day),
      t('flow.figures.requests.onDay', { submitted: asked, accepted, notNow, other }),
      t('flow.figures.requests.since', {
        day: dates.shortDay(from),
        submitted: submitted[at] ?? 0,
        answered: answered[at] ?? 0,
      }),
    ];
  };
  return (
    <TwoRuns
      label={t('flow.figures.requests.title')}
      keys={keys}
      unit={t('flow.units.requests')}
      days={days.map(({ day }) => day)}
      one={submitted}
      other={answered}
      linesOf={linesOf}
    />
  );
}

function Below({ data: { secondsToAnswer, waiting } }: { data: RequestFlow }) {
  const t = useTranslations();
  const dates = useDates();
  return (
    <FigureFoot>
      <Legend
        items={[
          { id: 'submitted', name: t('flow.figures.requests.submitted'), look: <LineLook kind="figure" /> },
          { id: 'answered', name: t('flow.figures.requests.answered'), look: <LineLook kind="other" /> },
        ]}
      />
      {secondsToAnswer && (
        <p>
          {t('flow.figures.requests.timeToAnswer', {
            p50: dates.duration(secondsToAnswer.p50),
            p85: dates.duration(secondsToAnswer.p85),
            p95: dates.duration(secondsToAnswer.p95),
          })}
        </p>
      )}
      {waiting > 0 && <p>{t('flow.figures.requests.waiting', { count: waiting })}</p>}
    </FigureFoot>
  );
}

function useTable() {
  const t = useTranslations();
  const dayColumn = useDayColumn<Day>();
  const count = (name: 'submitted' | 'accepted' | 'notNow' | 'other'): Column<Day> => ({
    name,
    label: t(`flow.figures.requests.columns.${name}`),
    value: (day) => day[name],
  });
  return ({ days }: RequestFlow): TableOf<Day> => ({
    rows: days.toReversed(),
    keyOf: ({ day }) => day,
    columns: [dayColumn, count('submitted'), count('accepted'), count('notNow'), count('other')],
  });
}
