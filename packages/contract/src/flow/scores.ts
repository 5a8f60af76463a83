import { z } from 'zod';
import { PlainDate, TimeZone } from '../values/time.js';
import { flowScope } from './figures/flow-parts.js';
import { BoardsFlowQuery } from './figures/flow-query.js';
import { WindowParam } from './window-param.js';

const window = {
  window: WindowParam.optional().meta({
    description: 'Only forecasts that draw from so many days of the past: 14 to 365. Without it: all.',
    examples: ['120'],
  }),
};

/** The forecasts whose last day is among these days. */
export const CalibrationQuery = BoardsFlowQuery.pick({ from: true, to: true }).extend(window);
export type CalibrationQuery = z.infer<typeof CalibrationQuery>;

export const BoardsCalibrationQuery = BoardsFlowQuery.pick({ from: true, to: true, boards: true }).extend(
  window,
);
export type BoardsCalibrationQuery = z.infer<typeof BoardsCalibrationQuery>;

export const BacktestQuery = z.strictObject({
  window: WindowParam.optional().meta({
    description: 'How many days of the past each forecast draws from: 14 to 365, 120 without it.',
    examples: ['120'],
  }),
});
export type BacktestQuery = z.infer<typeof BacktestQuery>;

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/**
 * How many forecasts of a certainty were held, and how many surpassed: done on an earlier day, or with more cards, than was said. `share`
 * is null without any. The true share is between `low` and `high` with 95%. `independent`: as how many forecasts they count, since those
 * of the same days share their luck.
 */
export const LevelScore = z
  .strictObject({
    forecasts: count,
    held: count,
    surpassed: count,
    share: share.nullable(),
    low: share,
    high: share,
    independent: z.number().min(0),
  })
  .meta({ id: 'LevelScore' });
export type LevelScore = z.infer<typeof LevelScore>;

/** Of what was said with 50, 70, 85 and 95%. */
export const LevelScores = z
  .strictObject({ p50: LevelScore, p70: LevelScore, p85: LevelScore, p95: LevelScore })
  .meta({ id: 'LevelScores' });
export type LevelScores = z.infer<typeof LevelScores>;

/** Scores of forecasts by place in the order: of requests, of cards, and at the door. */
const PlaceLevelScores = LevelScores.pick({ p50: true, p85: true }).meta({ id: 'RequestLevelScores' });

/**
 * The Brier score of probabilities, 0 to 1: 0 is always right. It is `reliability` − `resolution` + `uncertainty`. `baseline` is the score
 * of “same as last month”, and `skill` 1 − score / baseline: null if the baseline was always right. `said`: how often each probability
 * came true.
 */
export const ChanceScore = z
  .strictObject({
    forecasts: count,
    score: share,
    reliability: share,
    resolution: share,
    uncertainty: share,
    baseline: share,
    skill: z.number().max(1).nullable(),
    said: z
      .array(
        z
          .strictObject({ percent: z.int().min(5).max(95), forecasts: count, happened: count })
          .meta({ id: 'SaidChance' }),
      )
      .max(91),
  })
  .meta({ id: 'ChanceScore' });
export type ChanceScore = z.infer<typeof ChanceScore>;

/**
 * How often forecasts that were shown were right. `cards`: of cards without a request. `door`: of a new request. `together`: of several
 * of the boards together. `pending`: forecasts whose last day is not over. `void`: forecasts whose condition was not met, by reason.
 */
export const Calibration = z
  .strictObject({
    ...flowScope,
    window: z.int().nullable(),
    doneBy: LevelScores,
    delivered: LevelScores,
    requests: PlaceLevelScores,
    cards: PlaceLevelScores,
    door: PlaceLevelScores,
    together: LevelScores,
    chances: ChanceScore.nullable(),
    pending: count,
    void: z
      .strictObject({
        notAccepted: count,
        acceptedLater: count,
        withdrawn: count,
        displaced: count,
        archived: count,
        deleted: count,
        boardArchived: count,
      })
      .meta({ id: 'VoidForecasts' }),
  })
  .meta({ id: 'Calibration' });
export type Calibration = z.infer<typeof Calibration>;

/**
 * What forecasts on past days would have said, and how often that was true: on `windows` days from `from` to `to`. Unknown with fewer
 * than 50 such days.
 */
export const Backtest = z
  .strictObject({
    today: PlainDate,
    timeZone: TimeZone,
    window: z.int(),
    windows: count,
    from: PlainDate.nullable(),
    to: PlainDate.nullable(),
    scores: z.union([
      z
        .strictObject({ doneBy: LevelScores, delivered: LevelScores, chances: ChanceScore.nullable() })
        .meta({ id: 'BacktestScores' }),
      z.strictObject({ unknown: z.string() }),
    ]),
  })
  .meta({ id: 'Backtest' });
export type Backtest = z.infer<typeof Backtest>;

/**
 * How often a board’s forecasts of this sort were right with 85%: those that were shown in the last 400 days, or if fewer than ten of
 * them are scored, those of the backtest. `warning` says what to do if they are wrong beyond chance.
 */
export const ForecastRecord = z
  .strictObject({
    source: z.enum(['forecasts', 'backtest']),
    ...LevelScore.shape,
    warning: z.string().nullable(),
  })
  .meta({ id: 'ForecastRecord' });
export type ForecastRecord = z.infer<typeof ForecastRecord>;

/** The record, or why it is unknown. */
export const RequestForecastRecord = z
  .union([ForecastRecord, z.strictObject({ unknown: z.string() })])
  .meta({ id: 'RequestForecastRecord' });
export type RequestForecastRecord = z.infer<typeof RequestForecastRecord>;
