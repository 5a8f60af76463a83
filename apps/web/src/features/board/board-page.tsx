'use client';

import { type Board, may, type Role } from '@weir/contract';
import { useMemo, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { type BoardRoom, BoardRoomProvider, type Open } from './board-context';
import { BoardNotices } from './board-notices';
import styles from './board-page.module.css';
import { CardPanel } from './card/panel/card-panel';
import { besideOf, useCardFocus } from './card/use-card-focus';
import { Columns } from './columns/columns';
import { BoardHeader } from './header/board-header';
import { BoardLimits } from './header/board-limits';
import { Fictions } from './header/often-exceeded';
import { useTeam } from './header/use-team';
import { StandingNotice } from './moved-card-notice';
import { useDragVerdicts } from './moving/use-drag-verdicts';
import { useMoves } from './moving/use-moves';
import { Opened } from './open-dialog';
import { useBoard } from './use-board';
import { useStanding } from './use-moved-card';
import { useOpenCard } from './use-open-card';

type Props = { workspace: string; role: Role; first: Board; overdue: number };

/** A team's board: capacity, drawn, and every way to move a card through it. */
export function BoardPage({ workspace, role, first, overdue }: Props) {
  const {
    board: server,
    problem,
    pressure,
    refresh,
  } = useBoard(workspace, first.key, first, may(role, 'readPressure'));
  const moves = useMoves(workspace, first.key, server, refresh);
  const people = useTeam(workspace, moves.board);
  const board = useMemo(() => ({ ...moves.board, people }), [moves.board, people]);
  const standing = useStanding(workspace, first.key, refresh);
  const opened = useOpenCard();
  const [overlay, setOverlay] = useState<Open | null>(null);
  const drag = useDragVerdicts(board, may(role, 'overrideLimits'));
  const [current, setCurrent] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { focusCard, focusHandlers } = useCardFocus(root);
  const isDrawn = board.cards.some(({ number }) => number === current);

  const room: BoardRoom = {
    workspace,
    role,
    canEdit: may(role, 'changeCards') && board.archivedAt === null,
    board,
    refresh,
    moves,
    moveCard: (card, place, how) => moves.attempt(moves.moveOf(card, place), how),
    refused: moves.refused,
    retry: (move) => {
      void moves.attempt(move);
      focusCard(move.card);
    },
    opened: overlay,
    open: setOverlay,
    openCard: opened.open,
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
    <BoardRoomProvider value={room}>
      <main id="content" tabIndex={-1} className={styles.page}>
        <div className={styles.sheet}>
          <div className={styles.above}>
            <BoardHeader pressure={pressure} overdue={overdue} />
            <BoardLimits />
            <BoardNotices>
              {problem && <ProblemNotice problem={problem} role="status" />}
              <Fictions />
            </BoardNotices>
          </div>
          <Columns root={root} focusHandlers={focusHandlers} />
        </div>
      </main>
      <StandingNotice standing={standing} />
      {opened.openCard !== null && (
        <CardPanel key={opened.openCard} number={opened.openCard} onClose={opened.close} />
      )}
      <Opened what={overlay} onClose={() => setOverlay(null)} />
    </BoardRoomProvider>
  );
}

function firstCard(board: Board): number | undefined {
  return board.columns
    .map(({ id }) => board.cards.find(({ columnId }) => columnId === id)?.number)
    .find((number) => number !== undefined);
}
