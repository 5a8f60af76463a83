import { forecastHistoryDays, horizonDays, windowDays } from '@weir/domain';
import { daysAfter, isDay } from '@/lib/days';

export const mostItems = 10_000;

/** How many days of the past can be chosen with one press. */
export const windows = [30, 60, 90, 120, 180, 365] as const;
/** Weeks from today that can be chosen with one press. */
export const weeksAhead = [2, 4, 12] as const;
const usualWeeks = 4;
const usualItems = 10;

/** What a forecast of one board is asked. One of `items` and `by` is given. */
export type Question = { items: number | null; by: string | null; window: number };

/** What a forecast of several boards is asked: so many cards of each. */
export type BoardsQuestion = {
  boards: { key: string; items: number }[];
  by: string | null;
  window: number;
};

type Usual = { today: string; items: number };

/** What an address asks. A faulty part counts as missing. An address that asks nothing asks what is usual. */
export function readQuestion(query: URLSearchParams, { today, items: proposed }: Usual): Question {
  const items = wholeNumber(query.get('items'), 1, mostItems);
  const by = dayAhead(query.get('by'), today);
  const window = windowIn(query);
  if (items === null && by === null)
    return { items: usualAmount(proposed), by: daysAfter(today, usualWeeks * 7), window };
  return { items, by, window };
}

/** `boards` are those with cards in progress, and how many. */
export function readBoardsQuestion(
  query: URLSearchParams,
  { today, boards: proposed }: { today: string; boards: BoardsQuestion['boards'] },
): BoardsQuestion {
  const given = (query.get('boards') ?? '').split(',').flatMap((part) => {
    const [, key, digits] = /^([A-Z][A-Z0-9]{1,9}):(\d{1,5})$/.exec(part) ?? [];
    const items = wholeNumber(digits ?? null, 1, mostItems);
    return key && items !== null ? [{ key, items }] : [];
  });
  const once = given.filter(({ key }, at) => given.findIndex((other) => other.key === key) === at);
  const by = dayAhead(query.get('by'), today);
  const window = windowIn(query);
  if (once.length > 0) return { boards: once, by, window };
  return { boards: proposed, by: by ?? daysAfter(today, usualWeeks * 7), window };
}

/** The query of the page's address, which is also what the API is asked. A usual window is left out. */
export function writeQuestion({ items, by, window }: Question): URLSearchParams {
  const query = new URLSearchParams();
  if (items !== null) query.set('items', `${items}`);
  return withCommon(query, { by, window });
}

export function writeBoardsQuestion({ boards, by, window }: BoardsQuestion): URLSearchParams {
  const query = new URLSearchParams({
    boards: boards.map(({ key, items }) => `${key}:${items}`).join(','),
  });
  return withCommon(query, { by, window });
}

/** A whole number in these bounds, as it is typed or in an address. Null: it is none. */
export function wholeNumber(text: string | null, least: number, most: number): number | null {
  const number = /^\d{1,6}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

/** A day after today that is not too far for a forecast. */
export function isAhead(day: string, today: string): boolean {
  return isDay(day) && day > today && day <= daysAfter(today, horizonDays);
}

/** A number of cards to ask about where there may be none. */
export function usualAmount(proposed: number): number {
  return proposed > 0 ? Math.min(proposed, mostItems) : usualItems;
}

function withCommon(query: URLSearchParams, { by, window }: Omit<Question, 'items'>): URLSearchParams {
  if (by !== null) query.set('by', by);
  if (window !== forecastHistoryDays) query.set('window', `${window}`);
  return query;
}

function dayAhead(day: string | null, today: string): string | null {
  return day !== null && isAhead(day, today) ? day : null;
}

function windowIn(query: URLSearchParams): number {
  return wholeNumber(query.get('window'), windowDays.least, windowDays.most) ?? forecastHistoryDays;
}

/** The page of a board’s forecast with this question. */
export function forecastHref(workspace: string, board: string, question: Question): string {
  return `/${workspace}/${board}/flow/forecast?${writeQuestion(question)}`;
}
