'use client';

import { Suppliers, useLaterSupply, useSupply } from '../loading/suppliers';
import type { Later } from '../loading/when-used';

/** The keys that work in one part of a page. A key is `up`, `alt`, `mod` and so on, or what is printed on it. */
export type ShortcutGroup = { title: string; shortcuts: { keys: readonly string[]; text: string }[] };

const groups = new Suppliers<ShortcutGroup>();
const opening = 'weir:shortcuts';

/** Lists keys in the sheet under `?` while the component is mounted. `supply` is called when the sheet opens. */
export function useShortcutGroups(supply: () => ShortcutGroup[]): void {
  useSupply(groups, supply);
}

/** As `useShortcutGroups`, for keys that load with the sheet, or when the browser is idle. */
export function useLaterShortcutGroups<Module>(
  module: Later<Module>,
  supply: (module: Module) => ShortcutGroup[],
): void {
  useLaterSupply(groups, module, supply);
}

/** The keys of the page. */
export async function currentShortcutGroups(): Promise<ShortcutGroup[]> {
  await groups.load();
  return groups.all();
}

/** Opens the sheet, as `?` does. */
export function openShortcuts(): void {
  window.dispatchEvent(new Event(opening));
}

export function onOpenShortcuts(listener: () => void): () => void {
  window.addEventListener(opening, listener);
  return () => window.removeEventListener(opening, listener);
}
