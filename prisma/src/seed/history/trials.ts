import { addDays, type Compared, compareTrial, daysBetween, todayIn } from '@weir/domain';
import type { WipLimit } from '../../generated/client.js';
import { officeHours } from '../calendar.js';
import type { Person } from '../cast.js';
import { Random } from '../random.js';
import type { LimitTrialRow } from '../rows.js';
import type { BoardHistory } from './board-history.js';
import { measure } from './measures.js';

/** A trial of a limit that ended and was decided on the next day of work. */
export type PlannedTrial = {
  days: number;
  reason: string;
  prediction: Pick<Compared, 'before' | 'after' | 'difference'>;
  decision: { kind: 'keep'; reason: string };
};

/** Its ids come from numbers of their own, so that a board without a trial has the same history. */
const ofTrials = 15;

/** Changes the limit of a column as a trial of some days, including today. */
export function tryLimit(
  history: BoardHistory,
  at: Date,
  by: Person,
  limit: WipLimit,
  { max, planned }: { max: number; planned: PlannedTrial },
): LimitTrialRow {
  const { timeZone } = history.intake;
  const startsOn = todayIn(at, timeZone);
  const { reason, prediction, days } = planned;
  const tried = [{ limit: limit.id, columnId: limit.columnId, was: limit.max, max }];
  const from = { max: limit.max };
  limit.max = max;
  const before = history.rows.cards.filter(({ deliveredAt }) => deliveredAt !== null);
  const began = todayIn(history.rows.events[0]!.at, timeZone);
  const basis = { from: began, days: daysBetween(began, startsOn), delivered: before.length, fit: 'good' };
  const trial: LimitTrialRow = {
    ...history.board,
    id: new Random(ofTrials).uuid(at),
    limits: tried,
    startsOn,
    endsOn: addDays(startsOn, days - 1),
    startedAt: at,
    startedBy: by.id,
    reason,
    prediction: { ...prediction, basis },
    calendar: { timeZone, workingHours: officeHours },
    rulesChangedOn: null,
    endedAt: null,
    endedBy: null,
    cause: null,
    outcome: null,
    decision: null,
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
    putBack: [],
    remindedAt: null,
  };
  history.rows.limitTrials.push(trial);
  history.record('limit.trialStarted', at, by, [
    { limit: limit.id, from, to: { max } },
    { trial: trial.id, to: { limits: tried, startsOn, endsOn: trial.endsOn, reason } },
  ]);
  return trial;
}

/** Compares a trial whose days are over with its prediction. */
export function endTrial(history: BoardHistory, at: Date, trial: LimitTrialRow, planned: PlannedTrial): void {
  const { startsOn, endsOn } = trial;
  const now = measure(history, startsOn, endsOn);
  const before = measure(history, addDays(startsOn, -planned.days), addDays(startsOn, -1));
  const { figures: actual, ...days } = now;
  const { figures: previous, ...daysBefore } = before;
  const figures = compareTrial(planned.prediction, actual, previous, true);
  Object.assign(trial, { endedAt: at, cause: 'over', outcome: { figures, trial: days, before: daysBefore } });
  history.record('limit.trialEnded', at, null, [{ trial: trial.id, to: { cause: 'over' } }]);
}

export function decideTrial(
  history: BoardHistory,
  at: Date,
  by: Person,
  trial: LimitTrialRow,
  { decision: { kind, reason } }: PlannedTrial,
): void {
  Object.assign(trial, { decision: kind, decidedAt: at, decidedBy: by.id, decisionReason: reason });
  history.record('limit.trialDecided', at, by, [
    { trial: trial.id, to: { decision: kind, decisionReason: reason } },
  ]);
}
