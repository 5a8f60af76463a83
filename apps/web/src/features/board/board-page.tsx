'use client';

import { type Board, may, type Role } from '@weir/contract';
import { useMemo, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/problem-notice';
import { BoardHeader } from './board-header';
import { BoardLimits } from './board-limits';
import { BoardNotices } from './board-notices';
import styles from './board-page.module.css';
import { type BoardRoom, BoardRoomProvider, type Open } from './board-room';
import { CardPanel } from './card-panel';
import { Columns } from './columns';
import { Fictions } from './fictions';
import { Opened } from './opened';
import { StandingNotice } from './standing-notice';
import { useBoard } from './use-board';
import { besideOf, useCardFocus } from './use-card-focus';
import { useDragVerdicts } from './use-drag-verdicts';
import { useMoves } from './use-moves';
import { useOpenCard } from './use-open-card';
import { useStanding } from './use-standing';
import { useTeam } from './use-team';

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
