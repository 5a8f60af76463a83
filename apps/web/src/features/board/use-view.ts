'use client';

import { usePathname, useSearchParams } from 'next/navigation';

export const views = ['board', 'list', 'calendar'] as const;
export type View = (typeof views)[number];

/** How the cards are shown, in the address (`?view=list`), with the filter beside it. */
export function useView(): { view: View; show: (view: View) => void } {
  const path = usePathname();
  const inAddress = useSearchParams().get('view');
  return {
    view: views.find((view) => view === inAddress) ?? 'board',
    show: (view) => {
      const query = new URLSearchParams(window.location.search);
      if (view === 'board') query.delete('view');
      else query.set('view', view);
      // Of the view before.
      for (const name of ['sort', 'month']) query.delete(name);
      window.history.pushState(null, '', query.size > 0 ? `${path}?${query}` : path);
    },
  };
}
