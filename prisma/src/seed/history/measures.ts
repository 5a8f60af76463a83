import {
  cycleTimeInDays,
  daysBetween,
  fewestMeasured,
  type PlainDate,
  percentile,
  todayIn,
  type WhatIfFigure,
} from '@weir/domain';
import { day, hour } from '../calendar.js';
import type { BoardHistory } from './board-history.js';

type Measured = {
  from: PlainDate;
  to: PlainDate;
  figures: Record<WhatIfFigure, number | null>;
  delivered: number;
  arrived: number;
  asked: number;
  people: number;
};

/** What the board did from one day to another, both included, as trials of limits measure it. */
export function measure({ rows, intake }: BoardHistory, from: PlainDate, to: PlainDate): Measured {
  const dayOf = (at: Date) => todayIn(at, intake.timeZone);
  const isIn = (at: Date | null) => at !== null && dayOf(at) >= from && dayOf(at) <= to;
  const days = daysBetween(from, to) + 1;
  const delivered = rows.cards.filter(({ deliveredAt }) => isIn(deliveredAt));
  const cycles = delivered.map(({ committedAt, deliveredAt }) =>
    cycleTimeInDays(committedAt!, deliveredAt!, intake.timeZone),
  );
  const submittedAt = new Map(rows.requests.map((request) => [request.id, request.submittedAt]));
  const answered = rows.answers.filter(
    ({ kind, at }) => isIn(at) && !['expired', 'withdrawn'].includes(kind),
  );
  const answerHours = answered.map(({ requestId, at }) => (+at - +submittedAt.get(requestId)!) / hour);
  const refused = rows.doorRefusals
    .filter(({ hour: at, code }) => isIn(at) && code === 'intake-queue-full')
    .reduce((sum, { count }) => sum + count, 0);
  // The cards in flight at each hour of these days.
  const hours = hoursAround(from, days).filter(isIn);
  const flying = rows.cards.filter(({ committedAt }) => committedAt !== null);
  const inFlight = hours.map(
    (at) =>
      flying.filter(
        ({ committedAt, deliveredAt, archivedAt }) =>
          committedAt! <= at && !(deliveredAt && deliveredAt <= at) && !(archivedAt && archivedAt <= at),
      ).length,
  );
  const people = new Set(
    rows.cardAssignees
      .filter(({ cardId }) => delivered.some(({ id }) => id === cardId))
      .map(({ userId }) => userId),
  );
  return {
    ...{ from, to },
    figures: {
      cycleP50: measured(cycles, 0.5),
      cycleP85: measured(cycles, 0.85),
      cycleP95: measured(cycles, 0.95),
      throughput: delivered.length / (days / 7),
      inFlight: inFlight.reduce((sum, count) => sum + count, 0) / Math.max(1, inFlight.length),
      refused: refused / (days / 7),
      answerP50: measured(answerHours, 0.5),
      answerP85: measured(answerHours, 0.85),
    },
    delivered: delivered.length,
    arrived: rows.cards.filter(({ createdAt }) => isIn(createdAt)).length,
    asked: rows.requests.filter(({ submittedAt: at }) => isIn(at)).length + refused,
    people: people.size,
  };
}

const measured = (values: readonly number[], share: number) =>
  values.length < fewestMeasured ? null : percentile(values, share);

/** The hours of these days in every time zone. */
function hoursAround(from: PlainDate, days: number): Date[] {
  return Array.from({ length: (days + 2) * 24 }, (_, n) => new Date(Date.parse(from) - day + n * hour));
}
