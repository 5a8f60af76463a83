import type { ClassOfService } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { daysAfter, isDay } from '@/lib/days';

/** Periods up to today, in days. */
export const periods = [30, 90, 180, 365] as const;
type Period = (typeof periods)[number];
const usualPeriod: Period = 90;

/** Which cards are counted. Ids, except classes, and the keys of boards. `none` is nobody, or no swimlane. */
export type FlowFilter = {
  class: ClassOfService[];
  label: string[];
  assignee: string[];
  team: string[];
  lane: string[];
};
export const filterNames = ['class', 'label', 'assignee', 'team', 'lane'] as const;

export const noFilter: FlowFilter = { class: [], label: [], assignee: [], team: [], lane: [] };

/** What the page shows, as its address says. `boards` is empty for all of the workspace, and on the page of one board. */
export type Shown = {
  period: Period | { from: string; to: string };
  by: 'day' | 'week';
  boards: string[];
  filter: FlowFilter;
};

/** What an address names. A faulty part counts as missing. */
export function readShown(query: URLSearchParams): Shown {
  const listOf = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean);
  const isClass = (of: string): of is ClassOfService => (classesOfService as readonly string[]).includes(of);
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const isPeriod = isDay(from) && isDay(to) && from <= to;
  return {
    period: isPeriod
      ? { from, to }
      : (periods.find((days) => `${days}` === query.get('days')) ?? usualPeriod),
    by: query.get('by') === 'day' ? 'day' : 'week',
    boards: listOf('boards').filter((key) => /^[A-Z][A-Z0-9]{1,9}$/.test(key)),
    filter: {
      class: listOf('class').filter(isClass),
      label: listOf('label'),
      assignee: listOf('assignee'),
      team: listOf('team'),
      lane: listOf('lane'),
    },
  };
}

/** The query of the page's address. What is as usual is left out. */
export function writeShown({ period, by, boards, filter }: Shown): URLSearchParams {
  const query = new URLSearchParams();
  if (typeof period !== 'number') {
    query.set('from', period.from);
    query.set('to', period.to);
  } else if (period !== usualPeriod) query.set('days', `${period}`);
  if (by === 'day') query.set('by', by);
  setLists(query, boards, filter);
  return query;
}

/** The days that are shown; `today` is the last one of a period up to today. */
export function daysOf({ period }: Shown, today: string): { from: string; to: string } {
  return typeof period === 'number' ? { from: daysAfter(today, 1 - period), to: today } : period;
}

/**
 * The days in a query of the API. A period up to today has no last day: the reader’s day can be ahead of a board’s, and each board has
 * its own day.
 */
export function daysQuery(shown: Shown, today: string): URLSearchParams {
  const { from, to } = daysOf(shown, today);
  return new URLSearchParams(typeof shown.period === 'number' ? { from } : { from, to });
}

export function isFiltered({ filter }: Shown): boolean {
  return filterNames.some((name) => filter[name].length > 0);
}

export type FigureName =
  | 'cfd'
  | 'cycle-time'
  | 'throughput'
  | 'ageing'
  | 'efficiency'
  | 'blocked'
  | 'arrivals'
  | 'sle'
  | 'requests';

/** The query by which the API is asked for a figure. Requests have no classes, labels and people to filter by. */
export function queryOf(figure: FigureName, shown: Shown, today: string): string {
  const query = daysQuery(shown, today);
  if (figure === 'throughput') query.set('by', shown.by);
  setLists(query, shown.boards, figure === 'requests' ? noFilter : shown.filter);
  return `?${query}`;
}

function setLists(query: URLSearchParams, boards: readonly string[], filter: FlowFilter): void {
  if (boards.length > 0) query.set('boards', boards.join(','));
  for (const name of filterNames) if (filter[name].length > 0) query.set(name, filter[name].join(','));
}
