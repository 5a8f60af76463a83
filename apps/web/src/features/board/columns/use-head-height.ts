'use client';

import { type RefObject, useLayoutEffect } from 'react';

/**
 * Tells the styles of the board, as `--stuck`, down to where the bars and heads of its columns reach when they
 * stick: lanes' names stick below them, and nothing is brought into view behind them.
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
