import { addDays, daysBetween } from '../../time/plain-date.js';
import type { Calendar } from '../../time/working-time.js';
import { actualFigures } from './fit.js';
import { type Episode, episodesOf } from './history/episodes.js';
import type { BoardHistory } from './history/history.js';
import { WorkClock } from './history/work-clock.js';
import { figuresOf, type RunFigures, whatIfFigures } from './run-figures.js';

/** How many days before the window its cards can have been committed. */
export const leadDays = 180;

/** The actual figures from one time to another. */
export function happened(
  { requests, refused }: BoardHistory,
  clock: WorkClock,
  episodes: readonly Episode[],
  window: { from: number; to: number },
  days: number,
  hasIntake: boolean,
): RunFigures {
  const isIn = (instant: number) => clock.at(instant) > window.from && clock.at(instant) <= window.to;
  const answers = requests.flatMap(({ submittedAt, answeredAt, kind }) =>
    answeredAt !== null && isIn(answeredAt) && kind !== 'expired' && kind !== 'shed' && kind !== 'withdrawn'
      ? [{ submitted: clock.at(submittedAt), at: clock.at(answeredAt) }]
      : [],
  );
  const shed = requests.filter(({ kind, submittedAt }) => kind === 'shed' && isIn(submittedAt)).length;
  const atDoor = refused.reduce((sum, { at, times }) => sum + (isIn(at) ? times : 0), 0);
  return figuresOf(
    { ...actualFigures(episodes, window), answers, requests: 0, refused: atDoor + shed },
    clock,
    days,
    hasIntake,
  );
}

/**
 * What a board did from the day `from` to the day before `today`. `arrived`: cards that came to the board. `asked`: requests submitted,
 * including those that the full intake refused.
 */
export type WhatHappened = {
  /** A figure is null if nothing was measured. All are null if the board did not exist on these days. */
  figures: RunFigures;
  delivered: number;
  arrived: number;
  asked: number;
  people: number;
};

const nothing = Object.fromEntries(whatIfFigures.map((figure) => [figure, null])) as RunFigures;

/**
 * The figures of a simulation, measured for the real board in the same way, so that the two can be compared: with the `calendar` of the
 * prediction, and with every answer of these days, also to earlier requests.
 */
export function whatHappened(history: BoardHistory, calendar: Calendar): WhatHappened {
  const { from, today, requests, refused, people } = history;
  const begin = addDays(from, -leadDays);
  const clock = new WorkClock(begin, today, calendar);
  const midnight = (day: string) => clock.midnight(daysBetween(begin, day));
  const [start, end] = [midnight(from), midnight(today)];
  const window = { from: clock.at(start), to: clock.at(end) };
  const isIn = (instant: number) => instant >= start && instant < end;
  const { episodes, queued } = episodesOf(history, clock);
  const created = [
    ...queued.filter(({ isFirst, isPassing }) => isFirst && !isPassing).map(({ since }) => since),
    ...episodes
      .filter(({ isStraight, isAgain }) => isStraight && !isAgain)
      .map(({ committedAt }) => committedAt),
  ];
  const days = daysBetween(from, today);
  return {
    figures: days > 0 ? happened(history, clock, episodes, window, days, true) : nothing,
    delivered: actualFigures(episodes, window).delivered.length,
    arrived: created.filter(isIn).length,
    asked:
      requests.filter(({ submittedAt }) => isIn(submittedAt)).length +
      refused.reduce((sum, { at, times }) => sum + (isIn(at) ? times : 0), 0),
    people,
  };
}
