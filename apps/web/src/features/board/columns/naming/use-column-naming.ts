import type { Column } from '@weir/contract';
import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useBoardPage } from '../../board-context';
import { placeAtEnd } from './place-at-end';

/** Where a column is being named, and the focus afterwards: on the column's menu, or back on what was pressed. */
export function useColumnNaming(root: RefObject<HTMLElement | null>, columns: readonly Column[]) {
  const { naming, nameColumn, collapsed } = useBoardPage();
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = focused.current && root.current?.querySelector<HTMLElement>(focused.current);
    if (!element) return;
    focused.current = null;
    element.focus();
  });
  const near = naming?.kind === 'add' ? naming.after : naming?.column;
  const show = useEffectEvent((column: string) => collapsed.expand(column));
  useLayoutEffect(() => {
    if (near !== undefined) show(near);
  }, [near]);
  const menuOf = (id: string) => `[data-column="${id}"] [data-menu]`;
  const added = naming?.kind === 'add' ? naming : null;
  return {
    after: added && columns.find(({ id }) => id === added.after),
    beginAtEnd: () => nameColumn(placeAtEnd(columns)),
    endAdding: (id: string | null, byKey: boolean) => {
      if (added && byKey)
        focused.current = id || !added.isByEndButton ? menuOf(id ?? added.after) : '[data-add-column]';
      nameColumn(null);
    },
    endRenaming: (id: string, byKey: boolean) => {
      if (byKey) focused.current = menuOf(id);
      nameColumn(null);
    },
  };
}
