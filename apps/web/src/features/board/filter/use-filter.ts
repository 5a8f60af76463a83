'use client';

import type { Board, Team } from '@weir/contract';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { useTeams } from '@/lib/context/use-teams';
import { collectTypedAhead } from '@/lib/keys/typed-ahead';
import { whenIdle } from '@/lib/loading/when-idle';
import { currentQuery, pushQuery, replaceQuery } from '@/lib/pages/page-query';
import { useQueryPart } from '@/lib/pages/query-parts';
import { useTranslations } from '@/lib/words/use-translations';
import { type BoardFilter, noFilter, passes, readFilter, withMembersOf, writeFilter } from './filter';

export type FilterOfBoard = {
  filter: BoardFilter;
  /** The teams that `people` of the filter can name. They are read when the browser is idle, or at once if it names anybody. */
  teams: readonly Team[];
  isActive: boolean;
  /** How many cards of the board it shows. */
  count: number;
  /** No card passes. */
  hidesAll: boolean;
  isShown: (card: number) => boolean;
  /** The board with the shown cards only: what is drawn, and what neighbours are looked for in. */
  shownBoard: Board;
  /** `isTyping` replaces the address; otherwise Back undoes the change. */
  change: (next: (filter: BoardFilter) => BoardFilter, how?: { isTyping?: boolean }) => void;
  clear: () => void;
  /** Shows a card until the filter changes, whether it passes or not: the person has just made, moved or opened it. */
  keep: (card: number) => void;
  /** Whether the line with the field and the chips is there. */
  isBarOpen: boolean;
  /** Opens the line and focuses its field. */
  openBar: () => void;
  closeBar: () => void;
  /** Counts up with each `openBar`. */
  asked: number;
};

const nothing: ReadonlySet<number> = new Set();

/** The filter in the address, so that it can be shared and Back works. It hides cards in this browser only. */
export function useFilter(board: Board): FilterOfBoard {
  const t = useTranslations();
  const name = useQueryPart(nameOf);
  const filter = useMemo(() => readFilter(new URLSearchParams(name)), [name]);
  const isActive = name !== '';
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  const teams = useTeams(isIdle || filter.people.length > 0);
  const [kept, setKept] = useState({ name, cards: nothing });
  const keptNow = kept.name === name ? kept.cards : nothing;
  const [isBarOpen, setBarOpen] = useState(false);
  const [asked, setAsked] = useState(0);

  const shownBoard = useMemo(() => {
    if (!isActive) return board;
    const wanted = withMembersOf(filter, teams);
    const cards = board.cards.filter((card) => keptNow.has(card.number) || passes(wanted, card, board));
    return { ...board, cards };
  }, [board, filter, teams, isActive, keptNow]);
  const shown = useMemo(() => new Set(shownBoard.cards.map(({ number }) => number)), [shownBoard]);
  const count = shownBoard.cards.filter(({ archivedAt }) => !archivedAt).length;

  const say = useEffectEvent(() => announce(t('board.filter.count', { count })));
  const said = useRef(name);
  useEffect(() => {
    if (said.current !== name) say();
    said.current = name;
  }, [name]);

  const change: FilterOfBoard['change'] = (next, { isTyping = false } = {}) => {
    const query = currentQuery();
    const now = readFilter(query);
    const changed = writeFilter(query, next(now));
    if (`${changed}` === `${writeFilter(query, now)}`) return;
    if (isTyping) replaceQuery(changed);
    else pushQuery(changed);
  };
  return {
    filter,
    teams,
    isActive,
    count,
    hidesAll: isActive && count === 0,
    isShown: (card) => shown.has(card),
    shownBoard,
    change,
    clear: () => {
      change(() => noFilter);
      setBarOpen(false);
    },
    keep: (card) => {
      if (!isActive) return;
      setKept((before) => ({ name, cards: new Set([...(before.name === name ? before.cards : []), card]) }));
    },
    isBarOpen: isBarOpen || isActive,
    openBar: () => {
      // The line may have to load.
      collectTypedAhead();
      setBarOpen(true);
      setAsked((times) => times + 1);
    },
    closeBar: () => setBarOpen(false),
    asked,
  };
}

/** The filter in a query, written in one way. Empty without a filter. */
function nameOf(query: URLSearchParams): string {
  return `${writeFilter(new URLSearchParams(), readFilter(query))}`;
}
