'use client';

import { type Board, type Card, can } from '@weir/contract';
import dynamic from 'next/dynamic';
import { useMemo, useRef, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { useReasons } from '@/features/accepted-work/use-reasons';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { firstCard } from '@/lib/board/cells';
import { useWorkspace } from '@/lib/context/workspace';
import { useBehind } from '@/lib/events/behind';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { loadedAhead, useLoadAhead } from '@/lib/loading/load-ahead';
import { QueryParts } from '@/lib/pages/query-parts';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { Cards } from './board-cards';
import { type BoardContext, BoardContextProvider } from './board-context';
import styles from './board-page.module.css';
import { useArchiving } from './card/archive/use-archiving';
import { useStepsUnderway } from './card/use-steps-underway';
import { useNewCards } from './columns/adding/use-new-cards';
import { idsAround, idsAroundPlaces, useCollapsed } from './columns/use-collapsed';
import { useBoardShortcuts } from './commands/use-board-shortcuts';
import { useFilter } from './filter/use-filter';
import { BoardHeader } from './header/board-header';
import { useTeam } from './header/team';
import { useDragVerdicts } from './moving/drag';
import { movesOf, placedTogether } from './moving/together';
import { OpenedBoard, UnavailableBoard } from './opened-board';
import { OverBoard } from './over-board';
import { useBulk } from './selection/use-bulk';
import { useSelection } from './selection/use-selection';
import { placesOf } from './undo/moved';
import { useDone } from './undo/use-done';
import { useUndo } from './undo/use-undo';
import { useBoard } from './use-board';
import { neighbourOf, useCardFocus } from './use-card-focus';
import { useDrawnEdits } from './use-drawn-edits';
import { useMoves } from './use-moves';
import { useOpenCard } from './use-open-card';
import { useView } from './use-view';
import { useSavedViews } from './views/use-saved-views';

// What opens over the board or in its place loads after the board.
const CardPage = dynamic(
  loadedAhead(() => withAllWords(import('./card/panel/card-page')).then((loaded) => loaded.CardPage)),
);
const CurrentDialog = dynamic(
  loadedAhead(() => withAllWords(import('./board-dialogs')).then((loaded) => loaded.CurrentDialog)),
  { loading: () => null },
);
type Props = {
  boardKey: string;
  /** The board as the server read it; null if this browser keeps it. */
  first: Board | null;
  overdue: number;
  /** The one card that the page shows in the place of the columns. */
  card?: number;
};

/** A team's board: it draws the capacity of each column and moves cards by drag, keyboard and menu. */
export function BoardPage({ boardKey, first, ...page }: Props) {
  return (
    <QueryParts>
      <OpenedBoard boardKey={boardKey} first={first}>
        {(board) => <Opened first={board} isKept={first === null} {...page} />}
      </OpenedBoard>
    </QueryParts>
  );
}

type OpenedProps = Pick<Props, 'overdue' | 'card'> & { first: Board; isKept: boolean };

function Opened({ first, isKept, overdue, card }: OpenedProps) {
  const { slug: workspace, role } = useWorkspace();
  const {
    board: server,
    problem,
    pressure,
    refresh,
    isStale,
  } = useBoard(workspace, first.key, { board: first, isKept }, can(role, 'readPressure'));
  useBehind(isStale);
  const { withReason, dialog: reasonDialog } = useReasons();
  useLoadAhead();
  const root = useRef<HTMLDivElement>(null);
  const { focusCard, focusHandlers } = useCardFocus(root);
  const done = useDone();
  const drawn = useDrawnEdits(server, boardPaths.board(workspace, first.key));
  const moves = useMoves(workspace, first.key, drawn.board, {
    refresh,
    withReason,
    focusCard,
    onMoved: (moved, notice) => done.add({ ...moved, ...(notice && { notice }) }),
  });
  const people = useTeam(moves.board);
  const board = useMemo(() => ({ ...moves.board, people }), [moves.board, people]);
  const placesOfCards = (cards: readonly Card[]) =>
    placesOf(board, new Set(cards.map(({ number }) => number)));
  const archiving = useArchiving({
    workspace,
    key: first.key,
    refresh,
    withReason,
    draw: drawn.draw,
    onArchived: (card, text) =>
      done.add({ kind: 'archived', cards: [card], before: placesOfCards([card]), notice: { text } }),
    onEdited: ({ number }, edit) => done.add({ kind: 'edited', cards: [number], edit }),
    onUnblocked: ({ number }, from) => done.add({ kind: 'blocked', card: number, from, to: null }),
    onRenamed: ({ number, title: from }, to) => done.add({ kind: 'renamed', card: number, from, to }),
  });
  const onCreated: BoardContext['onCreated'] = (cards) => done.add({ kind: 'created', cards });
  const canEdit = can(role, 'changeCards') && board.archivedAt === null;
  const filtering = useFilter(board);
  const newCards = useNewCards(workspace, board.key, { refresh, onCard: filtering.keep, onCreated });
  const collapsed = useCollapsed(`${workspace}/${board.key}`);
  const openCard = useOpenCard();
  const { view, show: showView } = useView();
  const savedViews = useSavedViews(board.key);
  const [dialog, showDialog] = useState<BoardContext['dialog']>(null);
  const [renamed, rename] = useState<number | null>(null);
  const [naming, nameColumn] = useState<BoardContext['naming']>(null);
  const [askedPart, askFor] = useState<BoardContext['askedPart']>(null);
  const [current, setCurrent] = useState<number | null>(null);
  useBoardShortcuts(canEdit);
  // The cards would be out of sight there.
  const expandAt = (...places: Parameters<typeof idsAroundPlaces>[1]) =>
    collapsed.expand(...idsAroundPlaces(board, places));
  const focusShown = (number: number) => {
    filtering.keep(number);
    expandAt({ card: number });
    // The current card is drawn, however far it is from the screen.
    setCurrent(number);
    focusCard(number);
  };
  const selection = useSelection(root, filtering.shownBoard);
  const drag = useDragVerdicts(board, can(role, 'overrideLimits'), selection.cards);
  const bulk = useBulk({
    workspace,
    key: board.key,
    refresh,
    withReason,
    done,
    placesOf: placesOfCards,
    onFailed: selection.keepOnly,
  });
  const stepsUnderway = useStepsUnderway(workspace, first.key);
  const undoing = useUndo({
    board,
    moves,
    newCards,
    // An open card keeps the focus.
    focusCard: (number) => !openCard.isOpen() && focusShown(number),
    done,
    archiving,
    edit: (cards, edit) => bulk.edit(cards, edit, true),
    underway:
      moves.underway + Number(bulk.isPending) + archiving.underway + newCards.underway + stepsUnderway,
  });
  // Also beside an open card, where the focus may be nowhere.
  useShortcuts(dialog === null && canEdit ? { 'mod+z': () => void undoing.undo() } : {});
  const shown = filtering.shownBoard.cards.filter(
    (card) => view !== 'board' || !idsAround(board, card).some((id) => collapsed.has(id)),
  );
  const isShown = shown.some(({ number }) => number === current);

  const moveCard: BoardContext['moveCard'] = (card, position, how) => {
    filtering.keep(card);
    expandAt({ ...position, card });
    return moves.attempt(moves.moveOf(card, position), how);
  };
  const moveAll: BoardContext['moveAll'] = async (placements, how) => {
    const [first] = placements;
    if (!first) return false;
    for (const { card } of placements) filtering.keep(card);
    expandAt(...placements);
    return moves.attempt(moves.bulkOf(placements), how);
  };

  const context: BoardContext = {
    canEdit,
    board,
    filtering,
    collapsed,
    view,
    showView,
    savedViews,
    refresh,
    withReason,
    moves,
    moveCard,
    moveAll,
    dropCards: (card, position) =>
      selection.has(card) && selection.cards.length > 1
        ? moveAll(placedTogether(board, selection.cards, position))
        : moveCard(card, position),
    selection,
    bulk,
    moveSelected: async (cell) => {
      await moveAll(movesOf(selection.cards, cell), { byKeyboard: true });
    },
    refused: moves.refused,
    retry: (move) => {
      void moves.attempt(move);
      focusShown(move.card);
    },
    dialog,
    showDialog,
    renamed,
    rename,
    retitle: archiving.retitle,
    newCards,
    onCreated,
    keepDone: (action) => {
      undoing.forgetNews();
      done.add(action);
    },
    forgetDone: done.forget,
    openCard: (card) => {
      filtering.keep(card);
      openCard.open(card);
    },
    askedPart,
    askFor,
    naming,
    nameColumn,
    archive: async (card) => {
      const neighbour = neighbourOf(root.current, card.number);
      await archiving.archive(card, () => neighbour && focusCard(neighbour));
    },
    unblock: archiving.unblock,
    undo: () => void undoing.undo(),
    edit: archiving.edit,
    draw: drawn.draw,
    drawnOn: drawn.drawnOn,
    ...drag,
    current: isShown ? current : (firstCard({ ...board, cards: shown }) ?? null),
    setCurrent,
    focusCard: focusShown,
  };

  // Without access, nobody may see what the browser kept.
  if (problem?.status === 403 || problem?.status === 404) return <UnavailableBoard problem={problem} />;
  return (
    <BoardContextProvider value={context}>
      {card === undefined ? (
        <main id="content" tabIndex={-1} className={styles.page} data-selecting={selection.isOn || undefined}>
          <div className={styles.sheet}>
            <div className={styles.above}>
              <BoardHeader pressure={pressure} overdue={overdue} />
              <div className={styles.notices}>
                {board.archivedAt && <ArchivedBoard />}
                {problem && <ProblemNotice problem={problem} role="status" />}
              </div>
            </div>
            <Cards root={root} focusHandlers={focusHandlers} />
          </div>
        </main>
      ) : (
        <CardPage number={card} />
      )}
      <OverBoard card={card ?? null} undoing={undoing} archiving={archiving} onClose={openCard.close} />
      {dialog && <CurrentDialog />}
      {reasonDialog}
    </BoardContextProvider>
  );
}

function ArchivedBoard() {
  const t = useTranslations();
  return (
    <Notice tone="warn" title={t('board.archived.title')}>
      {t('board.archived.text')}
    </Notice>
  );
}
