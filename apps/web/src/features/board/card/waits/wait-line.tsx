'use client';

import { useQuery } from '@tanstack/react-query';
import type { Pressure } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Glyph } from '@/components/icon/glyph';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

/** The shortest time between two reads of how full other boards are, in milliseconds. */
const believed = 60_000;

type Props = {
  refs: readonly string[];
  /** All requests that the board waits on. If they change, pressures are read again. One read serves all marks. */
  awaited: string;
  className?: string | undefined;
};

/** The requests that a card or request waits on, and which of their boards are full. It warns, and refuses nothing. */
export function WaitLine({ refs, awaited, className }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const path = boardPaths.pressure(useWorkspace().slug, useBoardKey());
  const { data } = useQuery({
    ...reading<Pressure>(path),
    queryKey: [path, awaited],
    staleTime: believed,
  });
  const stateOf = (ref: string) =>
    data?.downstream.boards.find(({ key }) => key === ref.slice(0, ref.lastIndexOf('-R')))?.state ??
    'flowing';
  return (
    <span className={className} data-waits="">
      <Glyph name="half" size={11} />
      <span>
        {t('waits.on', {
          refs: format.list(refs.map((ref) => t('waits.ref', { ref, state: stateOf(ref) }))),
        })}
      </span>
    </span>
  );
}
