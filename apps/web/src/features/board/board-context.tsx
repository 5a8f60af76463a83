'use client';

import type { Board, Card, CustomField, Person, SavedView } from '@weir/contract';
import { createContext, useContext } from 'react';
import type { WithReason } from '@/features/accepted-work/use-reasons';
import type { AnyProblem } from '@/lib/api/result';
import type { Cell } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import type { LimitSubject } from '@/lib/board/limit-subjects';
import type { CardPlacement, CardPosition } from '@/lib/board/optimistic';
import type { useNewCards } from './columns/adding/use-new-cards';
import type { Collapsed } from './columns/use-collapsed';
import type { FilterOfBoard } from './filter/use-filter';
import type { Verdict } from './moving/verdict';
import type { useBulk } from './selection/use-bulk';
import type { Selection } from './selection/use-selection';
import type { Action } from './undo/use-done';
import type { Move, RefusedMove, useMoves } from './use-moves';
import type { View } from './use-view';
import type { SavedViews } from './views/use-saved-views';

/** The dialog that is open over the board. */
type BoardDialog =
  | { kind: 'move'; card: number }
  | { kind: 'putBack'; card: number }
  | { kind: 'block'; card: number }
  | { kind: 'create'; columnId?: string; swimlaneId?: string }
  | { kind: 'copy'; card: Card }
  | { kind: 'saveTemplate'; card: Card }
  | { kind: 'limit'; subject: LimitSubject }
  | { kind: 'archived' }
  | { kind: 'fieldFilter'; field: CustomField }
  | { kind: 'saveView' }
  | { kind: 'changeView'; view: SavedView };

/** A part of an open card that a command can ask for. */
export type CardPart =
  | 'title'
  | 'people'
  | 'labels'
  | 'dueOn'
  | 'classOfService'
  | 'comment'
  | 'description'
  | 'checklist'
  | 'file'
  | 'link'
  | 'watch'
  | 'unwatch'
  | `field ${string}`;

/** A column that is being renamed, or a new one after another. `isByEndButton`: the button after the last column was pressed. */
type Naming = { kind: 'rename'; column: string } | { kind: 'add'; after: string; isByEndButton?: boolean };

/** What every part of the board page shares. */
export type BoardContext = {
  canEdit: boolean;
  /** The current board with moves that are not confirmed yet. `people` are those that a limit can name. */
  board: Board & { people: readonly Person[] };
  /** Which of its cards are shown. Limits count all of them. */
  filtering: FilterOfBoard;
  collapsed: Collapsed;
  view: View;
  showView: (view: View) => void;
  savedViews: SavedViews;
  selection: Selection;
  bulk: ReturnType<typeof useBulk>;
  /** Moves the selected cards, all or none, or shows in the target column why not. */
  moveSelected: (cell: Cell) => Promise<void>;
  refresh: () => Promise<void>;
  withReason: WithReason;
  moves: ReturnType<typeof useMoves>;
  /** Moves a card, or shows in the target column why not. */
  moveCard: (card: number, position: CardPosition, how?: { byKeyboard?: boolean }) => Promise<boolean>;
  refused: RefusedMove | null;
  retry: (move: Move) => void;
  dialog: BoardDialog | null;
  showDialog: (dialog: BoardDialog | null) => void;
  openCard: (number: number) => void;
  /** The part of the open card that a command asked for, until that part has the focus. */
  askedPart: CardPart | null;
  askFor: (part: CardPart | null) => void;
  /** The column that is being renamed or added. */
  naming: Naming | null;
  /** Begins to name a column where it is. Null ends it. */
  nameColumn: (naming: Naming | null) => void;
  /** The card that is being renamed on the board. */
  renamed: number | null;
  rename: (card: number | null) => void;
  /** Resolves with why the title was refused. Null: the card has it, or it waits for the connection. */
  retitle: (card: Card, title: string) => Promise<AnyProblem | null>;
  newCards: ReturnType<typeof useNewCards>;
  /** Keeps the creation of cards, to be undone. */
  onCreated: (cards: readonly Card[]) => void;
  /** Keeps an action, to be undone. */
  keepDone: (done: Action) => void;
  /** Forgets what was done to a card: it was deleted for good. */
  forgetDone: (card: number) => void;
  archive: (card: Card) => Promise<void>;
  unblock: (card: Card) => Promise<void>;
  /** Undoes the last action of this page. */
  undo: () => void;
  /** Adds a label or a person to a card, or removes it. Refused if the person is at their limit. */
  edit: (card: Card, edit: Edit) => Promise<void>;
  /** Draws an edit of a card that waits for the connection, until the returned function is called. */
  draw: (card: number, change: (card: Card) => Partial<Card>) => () => void;
  /** An open card with those edits of it. */
  drawnOn: <Any extends Card>(card: Any) => Any;
  /** The card under the pointer of a drag. */
  dragged: Card | null;
  /** Whether a card is being dragged, alone or with the other selected cards. */
  isDragged: (card: number) => boolean;
  /** Moves cards together, all or none. */
  moveAll: (placements: readonly CardPlacement[], how?: { byKeyboard: boolean }) => Promise<boolean>;
  /** Moves the dragged card. If it is selected, moves all selected cards or none. */
  dropCards: (card: number, position: CardPosition) => Promise<boolean>;
  /** Whether a cell accepts what is dragged; null while nothing is. */
  verdictOn: (cell: Cell) => Verdict | null;
  /** The ids of the limits that keep the dragged card out of any cell. */
  blockingLimits: ReadonlySet<string>;
  /** The one card that Tab reaches; arrow keys go on from there. */
  current: number | null;
  setCurrent: (card: number) => void;
  /** Focuses a card as soon as it is drawn. */
  focusCard: (number: number) => void;
};

const Context = createContext<BoardContext | null>(null);
export const BoardContextProvider = Context.Provider;

export function useBoardPage(): BoardContext {
  const context = useContext(Context);
  if (!context) throw new Error('outside of a board page');
  return context;
}
