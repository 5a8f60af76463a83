import { type Command, run } from './model.js';
import type { World } from './world.js';

export type Option = { kind: 'finish' | 'swap' | 'putBack'; card: { number: number }; columnId?: string };

/** The options of a refusal that the model would refuse too, or that lead backward. */
export function deadEnds(world: World, command: Command, options: readonly Option[]): Option[] {
  return options.filter(({ kind, card: { number: card }, columnId = '' }) => {
    const by = { who: 'manager' as const, at: command.at };
    const ways: Command[] =
      kind === 'putBack'
        ? [{ ...by, kind, card, body: { reason: 'To make room' } }]
        : kind === 'swap'
          ? swapsOf(command, card)
          : onwardOf(world, by.at, card).includes(columnId)
            ? [{ ...by, kind: 'move', card, body: { columnId } }]
            : [];
    return !ways.some((way) => run(world, way, { thing: '', limit: '' }).answer.status === 200);
  });
}

function swapsOf(command: Command, swapWith: number): Command[] {
  if (command.kind !== 'move') return [];
  const toRequester = { reason: 'noCapacity' as const };
  const { at, card } = command;
  return [{ who: 'manager', at, kind: 'swap', card, body: { swapWith }, toRequester }];
}

function onwardOf(world: World, at: number, number: number): string[] {
  const { cards, columns } = world.boards[at]!;
  const card = cards.find((each) => each.number === number);
  return columns.slice(columns.findIndex(({ id }) => id === card?.columnId) + 1).map(({ id }) => id);
}
