'use client';

import { useMemo } from 'react';
import { useRemembered } from '@/lib/use-remembered';

export type Collapsed = {
  has: (columnId: string) => boolean;
  toggle: (columnId: string) => void;
  expand: (columnId: string) => void;
};

/** The columns that are drawn as a narrow strip, which this browser remembers. A phone shows one column at a time anyway. */
export function useCollapsed(board: string): Collapsed {
  const [kept, keep] = useRemembered(`weir:collapsed:${board}`);
  return useMemo(() => {
    const ids = (kept ?? '').split(' ').filter(Boolean);
    const save = (next: string[]) => keep(next.length > 0 ? next.join(' ') : null);
    const without = (id: string) => ids.filter((each) => each !== id);
    return {
      has: (id) => ids.includes(id),
      toggle: (id) => save(ids.includes(id) ? without(id) : [...ids, id]),
      expand: (id) => {
        if (ids.includes(id)) save(without(id));
      },
    };
  }, [kept, keep]);
}
