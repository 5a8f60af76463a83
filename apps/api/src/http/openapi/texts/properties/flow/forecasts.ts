import type { PropertyTexts } from '../property-texts.js';

/** Forecasts of numbers of cards. */
export const forecastTexts: PropertyTexts = {
  advice: 'What to do if the board was not stable, as a sentence in the caller’s language; null if it was.',
  'asked.by': 'The day that was asked about, to its end; null: none was.',
  'asked.items': ['How many more cards were asked about; null: no number was.', 12],
  basis: 'What the forecast is based on.',
  bound: '`above`: the probability is more than 95%. `below`: it is less than 5%. Null: `percent` is it.',
  chance:
    'How probable it is that the cards are delivered by the end of the day `by`; null if that was not asked.',
  daysWithDeliveries: ['On how many of the days something was delivered.', 31],
  doneBy: 'The days by which the cards are delivered, or why that is unknown; null if that was not asked.',
  earlier: 'The first part of the window.',
  later: 'The second part of the window.',
  pValue: ['How often chance alone makes the two parts differ as much, from 0 to 1.', 0.41],
  percent: ['The probability in percent, from 5 to 95.', 85],
  seed: ['The seed of the random numbers: it follows from the board and its day.', 271_828],
  stability: 'Whether the two parts of the window look like the same board; null without a forecast.',
  stable: 'Whether they do.',
  trials: ['How often the future was simulated.', 10_000],
  window: ['How many days of the past were asked for.', 120],
  'BoardForecast.asked': 'The question.',
  'OneBoardForecast.asked': 'The question.',
  'BoardForecast.delivered':
    'How many cards are delivered by the end of the day `by`, or why that is unknown; null if that was not asked.',
  'OneBoardForecast.delivered':
    'How many cards are delivered by the end of the day `by`, or why that is unknown; null if that was not asked.',
  'BoardsForecast.boards': 'Each board alone, in the order in which they were asked.',
  'BoardsForecast.by': 'The day that was asked about, to its end; null: none was.',
  'ForecastBasis.days': [
    'How many days of history there are: fewer than the window on a younger board.',
    120,
  ],
  'ForecastBasis.from': 'The first day of the history.',
  'ForecastBasis.sample': ['How many cards were delivered in it.', 48],
  'ForecastCounts.p50': ['At least so many in half of the trials.', 14],
  'ForecastCounts.p70': ['At least so many in 70% of the trials.', 12],
  'ForecastCounts.p85': ['At least so many in 85% of the trials.', 10],
  'ForecastCounts.p95': ['At least so many in 95% of the trials.', 7],
  'ForecastDays.p50':
    'The day by which they are delivered in half of the trials; null: more than two years ahead.',
  'ForecastDays.p70':
    'The day by which they are delivered in 70% of the trials; null: more than two years ahead.',
  'ForecastDays.p85':
    'The day by which they are delivered in 85% of the trials; null: more than two years ahead.',
  'ForecastDays.p95':
    'The day by which they are delivered in 95% of the trials; null: more than two years ahead.',
  'Stability.window': [
    'A shorter window that fits the second part, in days; null: there is none, or none is needed.',
    60,
  ],
  'WindowPart.days': ['How many days it has.', 60],
  'WindowPart.delivered': ['How many cards were delivered in it.', 24],
  'WindowPart.from': 'Its first day.',
  'WindowPart.to': 'Its last day.',
};
