'use client';

import { type Board, can, type Role } from '@weir/contract';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { limitOf } from '@/lib/board/limit-subjects';
import { type BoardContext, BoardContextProvider, type BoardDialog, useBoardContext } from './board-context';
import styles from './board-page.module.css';
import { ArchivedCards } from './card/archive/archived-cards';
import { ArchivedNotice, useArchiving } from './card/archive/archived-notice';
import { CreateCard } from './card/create-card';
import { CardPanel } from './card/panel/card-panel';
import { BlockDialog, PutBackDialog } from './card/panel/reason-dialog';
import { Columns } from './columns/columns';
import { BoardHeader } from './header/board-header';
import { BoardLimits } from './header/board-limits';
import { OftenExceeded } from './header/often-exceeded';
import { useTeam } from './header/team';
import { KeyboardHelp } from './keyboard-help';
import { useDragVerdicts } from './moving/drag';
import { MoveDialog } from './moving/move-dialog';
import { useBoard } from './use-board';
import { besideOf, useCardFocus } from './use-card-focus';
import { useMoves } from './use-moves';

type Props = { workspace: string; role: Role; first: Board; overdue: number };

/** A team's board: capacity, drawn, and every way to move a card through it. */
export function BoardPage({ workspace, role, first, overdue }: Props) {
  const {
    board: server,
    problem,
    pressure,
    refresh,
  } = useBoard(workspace, first.key, first, can(role, 'readPressure'));
  const moves = useMoves(workspace, first.key, server, refresh);
  const people = useTeam(workspace, moves.board);
  const board = useMemo(() => ({ ...moves.board, people }), [moves.board, people]);
  const standing = useArchiving(workspace, first.key, refresh);
  const dialog = useOpenCard();
  const [overlay, setOverlay] = useState<BoardDialog | null>(null);
  const drag = useDragVerdicts(board, can(role, 'overrideLimits'));
  const [current, setCurrent] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { focusCard, focusHandlers } = useCardFocus(root);
  const isDrawn = board.cards.some(({ number }) => number === current);

  const room: BoardContext = {
    workspace,
    role,
    canEdit: can(role, 'changeCards') && board.archivedAt === null,
    board,
    refresh,
    moves,
    moveCard: (card, place, how) => moves.attempt(moves.moveOf(card, place), how),
    refused: moves.refused,
    retry: (move) => {
      void moves.attempt(move);
      focusCard(move.card);
    },
    dialog: overlay,
    open: setOverlay,
    openCard: dialog.open,
    archive: async (card) => {
      const beside = besideOf(root.current, card.number);
      if ((await standing.archive(card)) && beside) focusCard(beside);
    },
    unblock: standing.unblock,
    ...drag,
    current: isDrawn ? current : (firstCard(board) ?? null),
    setCurrent,
    focusCard,
  };

  return (
    <BoardContextProvider value={room}>
      <main id="content" tabIndex={-1} className={styles.page}>
        <div className={styles.sheet}>
          <div className={styles.above}>
            <BoardHeader pressure={pressure} overdue={overdue} />
            <BoardLimits />
            <BoardNotices>
              {problem && <ProblemNotice problem={problem} role="status" />}
              <OftenExceeded />
            </BoardNotices>
          </div>
          <Columns root={root} focusHandlers={focusHandlers} />
        </div>
      </main>
      <ArchivedNotice standing={standing} />
      {dialog.openCard !== null && (
        <CardPanel key={dialog.openCard} number={dialog.openCard} onClose={dialog.close} />
      )}
      <CurrentDialog what={overlay} onClose={() => setOverlay(null)} />
    </BoardContextProvider>
  );
}

function firstCard(board: Board): number | undefined {
  return board.columns
    .map(({ id }) => board.cards.find(({ columnId }) => columnId === id)?.number)
    .find((number) => number !== undefined);
}

/** The one dialog that is open over the board, if any. */
export function CurrentDialog({ what, onClose }: { what: BoardDialog | null; onClose: () => void }) {
  const { canEdit, workspace, board, role } = useBoardContext();
  switch (what?.kind) {
    case 'move':
      return <MoveDialog number={what.card} onClose={onClose} />;
    case 'putBack':
      return <PutBackDialog number={what.card} onClose={onClose} />;
    case 'block':
      return <BlockDialog number={what.card} onClose={onClose} />;
    case 'create':
      return <CreateCard columnId={what.columnId} swimlaneId={what.swimlaneId} onClose={onClose} />;
    case 'limit':
      return (
        <LimitEditor
          workspace={workspace}
          board={board}
          subject={what.subject}
          limit={limitOf(board, what.subject)}
          mayChange={can(role, 'manageBoards') && !board.archivedAt}
          onClose={onClose}
        />
      );
    case 'archived':
      return <ArchivedCards onClose={onClose} />;
    case 'help':
      return <KeyboardHelp canEdit={canEdit} onClose={onClose} />;
    default:
      return null;
  }
}

/** What there is to say of the board, above its columns. */
export function BoardNotices({ children }: { children: ReactNode }) {
  const { board } = useBoardContext();
  return (
    <div className={styles.notices}>
      {board.archivedAt && (
        <Notice tone="warn" title="This board is archived">
          It can be read; nothing on it changes any more.
        </Notice>
      )}
      {children}
    </div>
  );
}

/** The card in the address, `?card=42`: it can be linked, and Back closes it. */
export function useOpenCard() {
  const path = usePathname();
  const number = Number(useSearchParams().get('card'));
  const openCard = Number.isInteger(number) && number > 0 ? number : null;
  const isOurs = useRef(false);

  const open = (card: number) => {
    const address = `${path}?card=${card}`;
    if (openCard !== null) return window.history.replaceState(null, '', address);
    isOurs.current = true;
    window.history.pushState(null, '', address);
  };
  const close = () => {
    if (!isOurs.current) return window.history.replaceState(null, '', path);
    isOurs.current = false;
    window.history.back();
  };
  return { openCard, open, close };
}
