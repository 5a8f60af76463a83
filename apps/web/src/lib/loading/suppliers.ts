'use client';

import { useEffect, useEffectEvent } from 'react';
import type { Later } from './when-used';

/** What the components on the page offer, read when somebody opens the list: commands, keys. */
export class Suppliers<Item> {
  private readonly supplies = new Set<() => Item[]>();
  private readonly modules = new Set<{ start(): Promise<unknown> }>();

  /** `module` is what the supply needs. Returns what removes both. */
  add(supply: () => Item[], module?: { start(): Promise<unknown> }): () => void {
    this.supplies.add(supply);
    if (module) this.modules.add(module);
    return () => {
      this.supplies.delete(supply);
      if (module) this.modules.delete(module);
    };
  }

  /** Loads what the supplies need, or what of it can be loaded now. */
  async load(): Promise<void> {
    await Promise.all([...this.modules].map((module) => module.start()));
  }

  /** Call it from an event handler, not during a render. */
  all(): Item[] {
    return [...this.supplies].flatMap((supply) => supply());
  }
}

export function useSupply<Item>(suppliers: Suppliers<Item>, supply: () => Item[]): void {
  const current = useEffectEvent(supply);
  useEffect(() => suppliers.add(() => current()), [suppliers]);
}

/** A supply by a module that loads when it is first read, or when the browser is idle. */
export function useLaterSupply<Item, Module>(
  suppliers: Suppliers<Item>,
  module: Later<Module>,
  supply: (module: Module) => Item[],
): void {
  const current = useEffectEvent(supply);
  useEffect(() => {
    module.startWhenIdle();
    return suppliers.add(() => (module.loaded ? current(module.loaded) : []), module);
  }, [suppliers, module]);
}
