'use client';

import { useEffect, useEffectEvent } from 'react';
import type { Later } from './when-used';

export const commandGroups = ['card', 'board', 'go', 'account'] as const;

/**
 * Something that can be done now: an action, or a page to go to. `of`: the ref of the card that it acts on. `hint` is
 * drawn beside it: a key, or a board's key.
 */
export type Command = {
  id: string;
  group: (typeof commandGroups)[number];
  of?: string;
  title: string;
  hint?: string | undefined;
} & ({ act: () => void } | { href: string });

const suppliers = new Set<() => Command[]>();

/** Offers commands in the palette while the component is on the page. They are asked for when the palette opens. */
export function useCommands(supply: () => Command[]): void {
  const current = useEffectEvent(supply);
  useEffect(() => {
    const supplier = () => current();
    suppliers.add(supplier);
    return () => {
      suppliers.delete(supplier);
    };
  }, []);
}

const later = new Set<{ start(): Promise<unknown> }>();

/** As `useCommands`, for commands that load with the palette, or when the browser is idle. */
export function useLaterCommands<Module>(module: Later<Module>, supply: (module: Module) => Command[]): void {
  useCommands(() => (module.loaded ? supply(module.loaded) : []));
  useEffect(() => {
    module.startWhenIdle();
    later.add(module);
    return () => {
      later.delete(module);
    };
  }, [module]);
}

/** Resolves once `currentCommands` has all of them, or all that can be loaded now. */
export async function loadCommands(): Promise<void> {
  await Promise.all([...later].map((module) => module.start()));
}

/** All commands that the page offers now, by group. To be called by an event, not while a component is drawn. */
export function currentCommands(): Command[] {
  const commands = [...suppliers].flatMap((supply) => supply());
  return commandGroups.flatMap((group) => commands.filter((command) => command.group === group));
}
