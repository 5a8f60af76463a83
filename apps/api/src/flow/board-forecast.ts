import type { BoardForecast, ForecastBasis, Stability } from '@weir/contract';
import {
  type Calendar,
  type Completion,
  chanceOf,
  type DailyDeliveries,
  dailyDeliveries,
  daysBetween,
  daysOfAll,
  oddsOfAll,
  type Percentiles,
  type PlainDate,
  sameAsLastMonth,
  simulateQuestion,
  stabilityOf,
  type Throughput,
  tooThin,
  trialsOfQuestion,
} from '@weir/domain';
import { codedText } from '../coded-text.js';
import type { FlowRow } from './forecasts.repository.js';
import { toForecast } from './forecasts.service.js';
import { throughputOf } from './throughput.js';

type Asked = { items: number | null; by: PlainDate | null; window: number };

/**
 * The answer of one board, and the odds from which those of several are made; null where there are none. `baseline`: how many cards
 * are delivered by the day asked about if the last month repeats itself.
 */
export type AnsweredBoard = {
  forecast: Omit<BoardForecast, 'record'>;
  completion: Completion | null;
  baseline: number;
};

/** Simulates one board. The seed is that of its other forecasts on that day. */
export function answerOf(flow: FlowRow, { items, by, window }: Asked): AnsweredBoard {
  const { today, timeZone, workingHours } = flow;
  const throughput = throughputOf(flow);
  const deliveries = dailyDeliveries(throughput);
  const thin = tooThin(deliveries, throughput);
  const basis = basisOf(throughput, deliveries, { window, stability: thin ? null : toStability(throughput) });
  const common = { today, timeZone, asked: { items, by }, basis };
  if (thin) {
    const unknown = toForecast({ unknown: thin });
    const doneBy = items === null ? null : unknown;
    const delivered = by === null ? null : unknown;
    return {
      forecast: { ...common, doneBy, delivered, chance: doneBy && delivered },
      completion: null,
      baseline: 0,
    };
  }
  const calendar: Calendar = { timeZone, workingHours };
  const { completion, counts } = simulateQuestion(deliveries, throughput, { items, by, calendar });
  return {
    forecast: {
      ...common,
      doneBy: completion && completionDays(daysOfAll([completion])),
      delivered: counts,
      chance: completion && by !== null ? chanceOf(oddsOfAll([completion], by)) : null,
    },
    completion,
    baseline: by === null ? 0 : sameAsLastMonth(deliveries, daysBetween(today, by)),
  };
}

/** Unknown if even half of the trials are not done within two years. */
export function completionDays(days: Percentiles<PlainDate | null>): NonNullable<BoardForecast['doneBy']> {
  return days.p50 === null ? toForecast({ unknown: { code: 'tooFar' } }) : days;
}

function basisOf(
  { from, seed }: Throughput,
  { days, sample, daysWithDeliveries }: DailyDeliveries,
  { window, stability }: Pick<ForecastBasis, 'window' | 'stability'>,
): ForecastBasis {
  const trials = trialsOfQuestion;
  return { window, from, days: days.length, sample, daysWithDeliveries, trials, seed, stability };
}

function toStability(throughput: Throughput): Stability {
  const { stable, earlier, later, pValue, window } = stabilityOf(throughput);
  const advice = stable ? null : codedText('unstableWindow', { earlier, later, window });
  return { stable, earlier, later, pValue, window, advice };
}
