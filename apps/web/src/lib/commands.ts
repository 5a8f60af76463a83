'use client';

import { Suppliers, useLaterSupply, useSupply } from './loading/suppliers';
import type { Later } from './loading/when-used';

/** In lower case. */
export const commandKeys = ['a', 'i', 'l', 'd', 'delete'] as const;
export type CommandKey = (typeof commandKeys)[number];

export const commandGroups = ['card', 'board', 'go', 'account'] as const;

/**
 * Something that can be done now: an action, or a page to open. `of`: the ref of the card that it changes. `hint` is shown next to
 * it: a key, or a board's key. `key`: the key that runs it while a card has the focus. `also`: more search words. `isOnlyFound`: it
 * is one of many, so it is listed only if it matches the typed text.
 */
export type Command = {
  id: string;
  group: (typeof commandGroups)[number];
  of?: string;
  title: string;
  hint?: string | undefined;
  key?: CommandKey;
  also?: string;
  isOnlyFound?: boolean;
} & ({ act: () => void } | { href: string });

const commands = new Suppliers<Command>();

/** Offers commands in the palette while the component is on the page. They are asked for when the palette opens. */
export function useCommands(supply: () => Command[]): void {
  useSupply(commands, supply);
}

/** As `useCommands`, for commands that load with the palette, or when the browser is idle. */
export function useLaterCommands<Module>(module: Later<Module>, supply: (module: Module) => Command[]): void {
  useLaterSupply(commands, module, supply);
}

/** All commands that the page offers now, by group. */
export async function currentCommands(): Promise<Command[]> {
  await commands.load();
  const all = commands.all();
  return commandGroups.flatMap((group) => all.filter((command) => command.group === group));
}

/** Runs the command with this key: for the selected cards, or else for the card with the focus. */
export async function actByKey(key: CommandKey): Promise<void> {
  const found = (await currentCommands()).filter((command) => command.key === key);
  const command = found.find(({ group }) => group === 'board') ?? found[0];
  if (command && 'act' in command) command.act();
}
