import type { Column } from '@weir/contract';
import { type CSSProperties, type RefObject, useLayoutEffect } from 'react';
import type { Collapsed } from './use-collapsed';

const strip = '2.5rem';

/**
 * Split columns are wider. Rows: the group bars, the column heads, and two rows for each lane. `--strips` is the width of
 * the collapsed columns before the first open one: lane names begin after them.
 */
export function gridTracks(
  board: { columns: readonly Pick<Column, 'id' | 'split'>[] },
  collapsed: Pick<Collapsed, 'has'>,
  groupRows: number,
  lanes: number,
): CSSProperties {
  const widths = board.columns.map(({ id, split }) =>
    collapsed.has(id) ? strip : split ? 'var(--wide)' : 'var(--narrow)',
  );
  const rows = [
    ...Array(groupRows).fill('var(--group-row)'),
    ...(lanes > 0 ? ['auto', ...Array(lanes).fill('var(--lane-head) auto')] : ['minmax(0, 1fr)']),
  ];
  const firstOpen = board.columns.findIndex(({ id }) => !collapsed.has(id));
  return {
    '--tracks': widths.join(' '),
    '--rows': rows.join(' '),
    '--groups': groupRows,
    '--strips': `calc(${Math.max(0, firstOpen)} * (${strip} + var(--gap)))`,
  } as CSSProperties;
}

/**
 * Measures how far down the sticky bars and heads reach and gives it to the styles as `--stuck`: lane names stick
 * below that line, and nothing is scrolled into view behind it.
 */
export function useHeadHeight(root: RefObject<HTMLElement | null>, layout: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are other heads to measure
  useLayoutEffect(() => {
    const page = root.current?.closest('main');
    const heads = [...(root.current?.querySelectorAll<HTMLElement>('[data-column] > header') ?? [])];
    if (!page) return;
    const measure = () => {
      const reach = heads.map(
        (head) => (Number.parseFloat(getComputedStyle(head).top) || 0) + head.offsetHeight,
      );
      page.style.setProperty('--stuck', `${Math.max(0, ...reach)}px`);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    for (const head of heads) watcher.observe(head);
    return () => watcher.disconnect();
  }, [root, layout]);
}
