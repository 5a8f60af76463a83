import type { Card, CardChange, Override } from '@weir/contract';
import { isSame } from '@/lib/drafts/same';

/** A call that changes something, as data: so that it can be kept and made again. */
export type Write = {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  ifMatch?: string | undefined;
  /** How a change of a card is made for a newer version of it. Without it, a newer version refuses the write. */
  again?: Again | undefined;
};

/**
 * `while`: the same change, as long as the card has these values, which it replaces. `list`: what is added and removed, on top
 * of what others changed meanwhile.
 */
export type Again =
  | { while: CardChange }
  | {
      list: 'labelIds' | 'assigneeIds';
      add: readonly string[];
      remove: readonly string[];
      override?: Override;
    };

export type KnownCard = Pick<Card, 'version' | 'labelIds' | 'assignees'>;

/** A change of a card’s list, made for the card as it is known. */
export function listChange(path: string, card: KnownCard, again: Extract<Again, { list: unknown }>): Write {
  const { list, add, remove, override } = again;
  const ids = new Set([...idsOf(card, list), ...add]);
  const body = { [list]: [...ids].filter((id) => !remove.includes(id)), ...(override && { override }) };
  return { method: 'PATCH', path, body, ifMatch: `"${card.version}"`, again };
}

/** A change of a card’s values, made for the card as it is known. `replaced`: what they replace; none of them may change meanwhile. */
export function valueChange(
  path: string,
  body: CardChange & { override?: unknown },
  { version }: Pick<Card, 'version'>,
  replaced: CardChange,
): Write {
  return { method: 'PATCH', path, body, ifMatch: `"${version}"`, again: { while: replaced } };
}

export function isSameWrite(one: Write, other: Write): boolean {
  const { method, path, body, ifMatch } = other;
  return one.method === method && one.path === path && one.ifMatch === ifMatch && isSame(one.body, body);
}

export function idsOf({ labelIds, assignees }: Omit<KnownCard, 'version'>, list: 'labelIds' | 'assigneeIds') {
  return list === 'labelIds' ? labelIds : assignees.map(({ id }) => id);
}
