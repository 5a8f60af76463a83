'use client';

import { pushQuery } from '@/lib/pages/page-query';
import { useQueryPart } from '@/lib/pages/query-parts';

export const views = ['board', 'list', 'calendar'] as const;
export type View = (typeof views)[number];

export const viewNames = { board: 'views.board', list: 'views.list', calendar: 'views.calendar' } as const;

/** How the cards are shown, in the address (`?view=list`), with the filter beside it. */
export function useView(): { view: View; show: (view: View) => void } {
  const inAddress = useQueryPart((query) => query.get('view'));
  return {
    view: views.find((view) => view === inAddress) ?? 'board',
    // The sort and the month are of the view before.
    show: (view) => pushQuery({ view: view === 'board' ? null : view, sort: null, month: null }),
  };
}
