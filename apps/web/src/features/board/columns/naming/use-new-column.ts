import type { Column } from '@weir/contract';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

type Place = { after: string; isByEndButton: boolean };

/** Where a column is being added, and the focus afterwards: on the menu of the new column, or back on what was pressed. */
export function useNewColumn(root: RefObject<HTMLElement | null>, columns: readonly Column[]) {
  const [place, setPlace] = useState<Place | null>(null);
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = focused.current && root.current?.querySelector<HTMLElement>(focused.current);
    if (!element) return;
    focused.current = null;
    element.focus();
  });
  const menuOf = (id: string) => `[data-column="${id}"] [data-menu]`;
  return {
    after: place && columns.find(({ id }) => id === place.after),
    begin: (after: string) => setPlace({ after, isByEndButton: false }),
    /** After the last active column: one after the done columns would count its cards as delivered. */
    beginAtEnd: () => {
      const last = columns.findLast(({ kind }) => kind === 'active');
      if (last) setPlace({ after: last.id, isByEndButton: true });
    },
    end: (added: string | null, byKey: boolean) => {
      if (place && byKey)
        focused.current = added || !place.isByEndButton ? menuOf(added ?? place.after) : '[data-add-column]';
      setPlace(null);
    },
  };
}
