import {
  addDays,
  chanceOf,
  dailyDeliveries,
  daysBetween,
  daysOfAll,
  forecastHistoryDays,
  oddsOfAll,
  type PlainDate,
  sameAsLastMonth,
  simulateQuestion,
  todayIn,
  tooThin,
} from '@weir/domain';
import { hour, officeHours } from '../calendar.js';
import type { BoardForecastRow, BoardRows } from '../rows.js';

/** The manager asks every few days about the next two weeks. */
const span = 14;
const everyDays = 4;
/** Fewer trials than in the product, because the days of a demo need no more. */
const trials = 1_000;
/** How many days ago the first forecast was given. */
const firstDaysAgo = 85;

/**
 * Adds the forecasts that a manager read in the past months, with the outcomes of those whose days are over. `asked`: the numbers of
 * cards in the questions, in turn.
 */
export function addPastForecasts(board: BoardRows, asked: readonly number[]): void {
  const { timeZone } = board.intakes[0]!;
  const calendar = { timeZone, workingHours: officeHours };
  const dayOf = (at: Date) => todayIn(at, timeZone);
  const days = board.cards.flatMap(({ deliveredAt }) => (deliveredAt ? [dayOf(deliveredAt)] : [])).sort();
  const [began, today] = [dayOf(board.events[0]!.at), dayOf(board.events.at(-1)!.at)];
  const { workspaceId, id: boardId } = board.boards[0]!;
  for (let n = 0, ago = firstDaysAgo; ago > span && asked.length > 0; n += 1, ago -= everyDays) {
    const items = asked[n % asked.length]!;
    const day = addDays(today, -ago);
    const from = [began, addDays(day, -forecastHistoryDays)].sort().at(-1)!;
    if (from >= day) continue;
    const history = [...Map.groupBy(days, (each) => each)].map(([at, cards]) => ({
      day: at,
      delivered: cards.length,
    }));
    const throughput = { history, from, today: day, seed: ago };
    const deliveries = dailyDeliveries(throughput);
    if (tooThin(deliveries, throughput)) continue;
    const by = addDays(day, span);
    const { completion, counts } = simulateQuestion(deliveries, throughput, { items, by, calendar }, trials);
    if (!completion || !counts) continue;
    const levels = daysOfAll([completion]);
    const after = (date: PlainDate | null) => (date === null ? null : daysBetween(day, date));
    const [p50, p70, p85, p95] = [after(levels.p50), after(levels.p70), after(levels.p85), after(levels.p95)];
    const until = (end: PlainDate) => days.filter((each) => each > day && each <= end);
    const common = {
      ...{
        workspaceId,
        boardId,
        day,
        windowDays: forecastHistoryDays,
        sample: deliveries.sample,
        void: null,
        card: null,
      },
      at: new Date(Date.parse(day) + 9 * hour),
    };
    const nothing = { p50: null, p70: null, p85: null, p95: null, percent: null, baseline: null };
    const due = addDays(day, Math.max(p50 ?? 0, p70 ?? 0, p85 ?? 0, p95 ?? 0));
    const last = until(due)[items - 1];
    const given: BoardForecastRow[] = [
      {
        ...{ ...common, ...nothing, n: 1, kind: 'doneBy', items, by: null, p50, p70, p85, p95, due },
        ...{ outcome: last === undefined ? null : daysBetween(day, last), scoredAt: null },
      },
      {
        ...{ ...common, ...nothing, ...counts, n: 2, kind: 'delivered', items: null, by, due: by },
        ...{ outcome: until(by).length, scoredAt: null },
      },
      {
        ...{ ...common, ...nothing, n: 3, kind: 'chance', items, by, due: by, scoredAt: null },
        percent: chanceOf(oddsOfAll([completion], by)).percent,
        baseline: sameAsLastMonth(deliveries, span) >= items ? 1 : 0,
        outcome: until(by).length >= items ? 1 : 0,
      },
    ];
    board.boardForecasts.push(...given.map((forecast) => scored(forecast, today)));
  }
}

/** Scored on the morning after its last day. One whose last day is not over has no outcome yet. */
function scored(forecast: BoardForecastRow, today: PlainDate): BoardForecastRow {
  if (forecast.due >= today) return { ...forecast, outcome: null };
  return { ...forecast, scoredAt: new Date(Date.parse(addDays(forecast.due, 1)) + hour) };
}
