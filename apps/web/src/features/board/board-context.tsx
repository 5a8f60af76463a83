'use client';

import type { Board, Card, Person, Role } from '@weir/contract';
import { createContext, useContext } from 'react';
import type { Cell } from '@/lib/board/cells';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import type { CardPosition } from '@/lib/board/optimistic';
import type { Verdict } from './moving/verdict';
import type { Move, Refused, useMoves } from './use-moves';

/** What is open over the board. */
export type BoardDialog =
  | { kind: 'move'; card: number }
  | { kind: 'putBack'; card: number }
  | { kind: 'block'; card: number }
  | { kind: 'create'; columnId?: string; swimlaneId?: string }
  | { kind: 'limit'; subject: LimitSubject }
  | { kind: 'archived' }
  | { kind: 'help' };

/** What every part of the board page shares. */
export type BoardContext = {
  workspace: string;
  role: Role;
  canEdit: boolean;
  /** The board as it stands, with what is on its way; its people are those whom limits can name. */
  board: Board & { people: readonly Person[] };
  refresh: () => Promise<void>;
  moves: ReturnType<typeof useMoves>;
  /** Moves a card, or shows in the column why not. */
  moveCard: (card: number, place: CardPosition, how?: { byKeyboard?: boolean }) => Promise<boolean>;
  refused: Refused | null;
  retry: (move: Move) => void;
  dialog: BoardDialog | null;
  open: (what: BoardDialog | null) => void;
  openCard: (number: number) => void;
  archive: (card: Card) => Promise<void>;
  unblock: (card: Card) => Promise<void>;
  /** The card being dragged. */
  dragged: Card | null;
  /** Whether a place would take the card being dragged; null while none is. */
  verdictOn: (cell: Cell) => Verdict | null;
  /** The limits that keep it from any place, by id. */
  blockingLimits: ReadonlySet<string>;
  /** The one card that Tab reaches; the arrows lead on from there. */
  current: number | null;
  setCurrent: (card: number) => void;
  /** Focuses the card once it is drawn, wherever it then stands. */
  focusCard: (number: number) => void;
};

const Room = createContext<BoardContext | null>(null);
export const BoardContextProvider = Room.Provider;

export function useBoardContext(): BoardContext {
  const room = useContext(Room);
  if (!room) throw new Error('outside of a board page');
  return room;
}
