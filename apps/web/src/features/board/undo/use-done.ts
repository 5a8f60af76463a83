'use client';

import type { Card, CardDetail } from '@weir/contract';
import { useCallback, useState } from 'react';
import type { Cell } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import type { CardPlacement } from '@/lib/board/optimistic';
import type { Write } from '@/lib/waiting/write';
import type { EditedPart } from '../card/values/card-values';

/** How many actions can be undone. */
const mostKept = 20;

/** Cards as they were before they moved, in an order in which they can be placed again, and the cells they moved to. */
export type Moved = {
  kind: 'moved';
  before: CardPlacement[];
  after: (Cell & { card: number })[];
};
/** `before`: where the cards were, like those of `Moved`. */
export type Archived = { kind: 'archived'; cards: readonly Card[]; before: CardPlacement[] };
/** A card that got another title. */
export type Renamed = { kind: 'renamed'; card: number; from: string; to: string };
/** Cards that were created together. */
export type Created = { kind: 'created'; cards: readonly Card[] };
export type Edited = { kind: 'edited'; cards: number[]; edit: Edit };
/** A part of a card that was edited in its panel. */
export type Changed = EditedPart & { kind: 'changed'; card: number };
/** A card that was blocked or unblocked, with the reasons before and after. */
export type Blocked = { kind: 'blocked'; card: number; from: string | null; to: string | null };
/**
 * A part of an open card that was changed. `reverse` gets the card as it is now and returns the writes that undo it; null if
 * somebody has changed that part since. `finish` returns the writes that come after those.
 */
export type Reversible = {
  kind: 'reversible';
  card: number;
  part: 'ticked' | 'reopened' | 'checklist' | 'commentAdded' | 'commentEdited' | 'links';
  reverse: (now: CardDetail) => Write[] | null;
  finish?: (now: CardDetail) => Write[];
};
/** An action that can't be undone. It is kept, as an undo would otherwise undo an earlier action in its place. */
type Final = { kind: 'final'; card: number; what: 'comment' | 'file' | 'item' };
/** Either of these, without its card. */
export type PartDone = Omit<Reversible, 'card'> | Omit<Final, 'card'>;

export type Action = Moved | Archived | Created | Edited | Renamed | Changed | Blocked | Reversible | Final;

/** An action that can be undone. It has a notice if the board does not show its effect. */
export type Done = Action & {
  id: number;
  /** `lasts`: milliseconds; without it the notice stays until it is dismissed. */
  notice?: { title?: string; text: string; lasts?: number };
};

let lastId = 0;

/** The actions on this board page that can be undone. */
export function useDone() {
  const [all, setAll] = useState<readonly Done[]>([]);
  const add = useCallback((done: Action & Pick<Done, 'notice'>) => {
    const id = ++lastId;
    setAll((now) => [...now, { ...done, id }].slice(-mostKept));
    return id;
  }, []);
  const remove = useCallback((id: number) => setAll((now) => now.filter((each) => each.id !== id)), []);
  const hide = useCallback(
    (id: number) => setAll((now) => now.map((each) => (each.id === id ? withoutNotice(each) : each))),
    [],
  );
  /** Forgets a card that was deleted for good: nothing that was done to it can be undone. */
  const forget = useCallback(
    (card: number) => setAll((now) => now.flatMap((each) => withoutCard(each, card) ?? [])),
    [],
  );
  return { all, add, remove, hide, forget };
}

/** Null if nothing is left of it. */
function withoutCard(done: Done, number: number): Done | null {
  switch (done.kind) {
    case 'moved': {
      const after = done.after.filter(({ card }) => card !== number);
      const before = done.before.filter(({ card }) => card !== number);
      return after.length > 0 ? { ...done, before, after } : null;
    }
    case 'archived':
    case 'created': {
      const cards = done.cards.filter((card) => card.number !== number);
      return cards.length > 0 ? { ...done, cards } : null;
    }
    case 'edited': {
      const cards = done.cards.filter((card) => card !== number);
      return cards.length > 0 ? { ...done, cards } : null;
    }
    case 'renamed':
    case 'changed':
    case 'blocked':
    case 'reversible':
    case 'final':
      return done.card === number ? null : done;
  }
}

function withoutNotice({ notice: _, ...done }: Done): Done {
  return done;
}
