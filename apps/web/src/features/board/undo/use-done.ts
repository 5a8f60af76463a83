'use client';

import type { Card } from '@weir/contract';
import { useCallback, useState } from 'react';
import type { Cell } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import type { CardPlacement } from '@/lib/board/optimistic';

/** How many actions can be undone. */
const mostKept = 20;

/** Cards as they were before they moved, in an order in which they can be placed again, and the cells they moved to. */
export type Moved = {
  kind: 'moved';
  before: CardPlacement[];
  after: (Cell & { card: number })[];
};
export type Archived = { kind: 'archived'; cards: Card[] };
/** A card that got another title. */
export type Renamed = { kind: 'renamed'; card: number; from: string; to: string };
/** Cards that were created together. */
export type Created = { kind: 'created'; cards: readonly Card[] };
export type Edited = { kind: 'edited'; cards: number[]; edit: Edit };

type Action = Moved | Archived | Created | Edited | Renamed;

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
  return { all, add, remove, hide };
}

function withoutNotice({ notice: _, ...done }: Done): Done {
  return done;
}
