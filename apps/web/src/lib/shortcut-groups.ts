'use client';

import { useEffect, useEffectEvent } from 'react';

/** The keys that work in one part of a page. A key is `up`, `alt`, `mod` and so on, or what is printed on it. */
export type ShortcutGroup = { title: string; shortcuts: { keys: readonly string[]; text: string }[] };

const suppliers = new Set<() => ShortcutGroup[]>();
const opening = 'weir:shortcuts';

/** Lists keys in the sheet under `?` while the component is mounted. `supply` is called when the sheet opens. */
export function useShortcutGroups(supply: () => ShortcutGroup[]): void {
  const current = useEffectEvent(supply);
  useEffect(() => {
    const supplier = () => current();
    suppliers.add(supplier);
    return () => {
      suppliers.delete(supplier);
    };
  }, []);
}

/** The keys of the page. Call it from an event handler, not during a render. */
export const currentShortcutGroups = (): ShortcutGroup[] => [...suppliers].flatMap((supply) => supply());

/** Opens the sheet, as `?` does. */
export function openShortcuts(): void {
  window.dispatchEvent(new Event(opening));
}

export function onOpenShortcuts(listener: () => void): () => void {
  window.addEventListener(opening, listener);
  return () => window.removeEventListener(opening, listener);
}
