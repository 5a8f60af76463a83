'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext } from 'react';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { type FigureName, queryOf, type Shown, writeShown } from './filters/shown';

/** What all figures of the page are about. */
export type FlowPageOf = {
  /** The key of the board; null for several boards. */
  board: string | null;
  shown: Shown;
  today: string;
  change: (next: Shown) => void;
};

const Context = createContext<FlowPageOf | null>(null);

export function FlowProvider({ value, children }: { value: FlowPageOf; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useFlow(): FlowPageOf {
  const flow = useContext(Context);
  if (!flow) throw new Error('useFlow works on a flow page only');
  return flow;
}

/** Milliseconds until figures are read again that were still being prepared. */
const untilPrepared = 3_000;
/** Milliseconds between reads of several boards. One board is followed by its events. */
const refreshing = 120_000;

/** Reads a figure of what is shown. Until a changed choice is answered, it stays as it was. */
export function useFigure<T extends { unread: number }>(figure: FigureName) {
  const { board, shown, today } = useFlow();
  const { slug } = useWorkspace();
  return useQuery({
    ...reading<T>(flowPaths.of(slug, board, figure) + queryOf(figure, shown, today)),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: ({ state }) =>
      (state.data?.unread ?? 0) > 0 ? untilPrepared : board === null && refreshing,
  });
}

/** A card of a figure. `title` is null for a deleted card. */
export type AnyCard = { board: string; number: number; title: string | null };

/** The page with the figures of other days, of the same cards: the chart of cycle times then has the cards of these days. */
export function useDaysHref() {
  const { shown, today } = useFlow();
  const path = usePathname();
  return ({ from, to }: { from: string; to: string }) =>
    `${path}?${writeShown({ ...shown, period: { from, to: to < today ? to : today } })}`;
}

/** The names of cards, and the pages that they are opened on. */
export function useCards() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const refOf = ({ board, number }: AnyCard) => `${board}-${number}`;
  return {
    /** “PLAT-12” */
    refOf,
    /** “PLAT-12 Rotate the keys”, or that it was deleted. */
    nameOf: (card: AnyCard) =>
      t('flow.card', { ref: refOf(card), title: card.title ?? '', isDeleted: `${card.title === null}` }),
    /** Undefined for a deleted card. */
    hrefOf: ({ board, number, title }: AnyCard) =>
      title === null ? undefined : `/${slug}/${board}/cards/${number}`,
    /** Of “PLAT-12”, which may have been deleted. */
    hrefOfRef: (ref: string) => `/${slug}/${ref.replace('-', '/cards/')}`,
  };
}
