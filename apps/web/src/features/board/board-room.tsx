'use client';

import type { Board, Card, Role } from '@weir/contract';
import { createContext, useContext } from 'react';
import type { Place } from './optimistic';
import type { Move, Refused, useMoves } from './use-moves';

/** What is open over the board. */
export type Open =
  | { kind: 'move'; card: number }
  | { kind: 'putBack'; card: number }
  | { kind: 'block'; card: number }
  | { kind: 'create'; columnId?: string }
  | { kind: 'archived' }
  | { kind: 'help' };

/** What every part of the board page shares. */
export type BoardRoom = {
  workspace: string;
  role: Role;
  canEdit: boolean;
  board: Board;
  refresh: () => Promise<void>;
  moves: ReturnType<typeof useMoves>;
  /** Moves a card, or shows in the column why not. */
  moveCard: (card: number, place: Place, how?: { byKeyboard?: boolean }) => Promise<boolean>;
  refused: Refused | null;
  retry: (move: Move) => void;
  opened: Open | null;
  open: (what: Open | null) => void;
  openCard: (number: number) => void;
  archive: (card: Card) => Promise<void>;
  unblock: (card: Card) => Promise<void>;
  /** The card being dragged, for every column to say whether it would take it. */
  dragged: Card | null;
  /** The one card that Tab reaches; the arrows lead on from there. */
  current: number | null;
  setCurrent: (card: number) => void;
  /** Focuses the card once it is drawn, wherever it then stands. */
  focusCard: (number: number) => void;
};

const Room = createContext<BoardRoom | null>(null);
export const BoardRoomProvider = Room.Provider;

export function useBoardRoom(): BoardRoom {
  const room = useContext(Room);
  if (!room) throw new Error('outside of a board page');
  return room;
}
