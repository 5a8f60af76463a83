export * from './board/board.js';
export * from './board/board-change.js';
export * from './board/column-order.js';
export * from './board/same-name.js';
export * from './flow/after-waits.js';
export * from './flow/completion.js';
export * from './flow/digest/digest-time.js';
export * from './flow/digest/suggestion.js';
export * from './flow/digest/weeks.js';
export * from './flow/expected-date.js';
export * from './flow/figures/periods.js';
export * from './flow/figures/process-limits.js';
export * from './flow/flow-dates.js';
export * from './flow/flow-metrics.js';
export * from './flow/forecast.js';
export * from './flow/scoring/backtest.js';
export * from './flow/scoring/brier.js';
export * from './flow/scoring/record.js';
export * from './flow/scoring/same-as-last-month.js';
export * from './flow/scoring/wilson.js';
export * from './flow/service-levels.js';
export { horizonDays, randomPart, trialsOfQuestion, trialsOfQueue } from './flow/simulation.js';
export * from './flow/stability.js';
export * from './flow/throughput.js';
export type { Fit } from './flow/what-if/fit.js';
export { type WhatHappened, whatHappened } from './flow/what-if/happened.js';
export {
  type BoardHistory,
  type BoardRules,
  type FlightLimit,
  mostWhatIfDays,
  type PastCard,
  type PastRequest,
  type PastStay,
  type UnknownWhatIf,
} from './flow/what-if/history/history.js';
export { whatIfNeeds } from './flow/what-if/prepare.js';
export { fewestMeasured, type WhatIfFigure, whatIfFigures } from './flow/what-if/run-figures.js';
export { type ComparedFigure, compareTrial, type TrialVerdict, trialDays } from './flow/what-if/trial.js';
export {
  type ArrivedClasses,
  arrivedClasses,
  type Compared,
  predictTrial,
  trusted,
  type WhatIf,
  whatIf,
} from './flow/what-if/what-if.js';
export * from './intake/admission.js';
export * from './intake/gate.js';
export * from './intake/intake-policy.js';
export * from './intake/price.js';
export * from './intake/price-forecast.js';
export * from './intake/rest/overloaded-days.js';
export * from './intake/rest/rest-policy.js';
export * from './intake/rest/rest-step.js';
export * from './intake/retry-after.js';
export * from './intake/shedding.js';
export * from './limits/broken-limits.js';
export * from './limits/expedites-beside.js';
export * from './limits/limit-capacity.js';
export * from './limits/limit-subject.js';
export * from './limits/limits.js';
export * from './limits/refusal-options.js';
export * from './limits/wip-refusal.js';
export * from './notices/mail-times.js';
export * from './notices/notice-facts.js';
export * from './notices/notice-topics.js';
export * from './notices/request-mails.js';
export * from './pressure/circles.js';
export * from './pressure/downstream.js';
export * from './pressure/pressure.js';
export * from './pressure/pressure-level.js';
export * from './pressure/pressure-reasons.js';
export * from './requests/answer-templates.js';
export * from './requests/deadlines.js';
export * from './requests/history.js';
export * from './requests/needed-by.js';
export * from './requests/queue-order.js';
export * from './requests/tickets.js';
export * from './requests/trade.js';
export * from './time/moment.js';
export * from './time/plain-date.js';
export * from './time/schedule.js';
export * from './time/working-time.js';
export * from './time/zoned-time.js';
export * from './vocabulary/result.js';
export * from './vocabulary/vocabulary.js';
