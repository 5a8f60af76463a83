'use client';

import { useQuery } from '@tanstack/react-query';
import type { Pressure } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Glyph } from '@/components/icon/glyph';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';

/** In milliseconds. How full other boards are is read at most so often. */
const believed = 60_000;

/** Which requests a card waits on, and which of their boards are full. It warns, and refuses nothing. */
export function WaitMark({ refs, className }: { refs: readonly string[]; className?: string | undefined }) {
  const t = useTranslations();
  const format = useFormatter();
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const path = boardPaths.pressure(slug, board.key);
  // Read again once cards wait on others than before; one reading serves all marks of the board.
  const awaited = board.cards.flatMap(({ waitsOn }) => waitsOn).join();
  const { data } = useQuery({
    ...reading<Pressure>(path),
    queryKey: [path, awaited],
    staleTime: believed,
  });
  const stateOf = (ref: string) =>
    data?.downstream.boards.find(({ key }) => key === ref.slice(0, ref.lastIndexOf('-R')))?.state ??
    'flowing';
  return (
    <p className={className} data-waits="">
      <Glyph name="half" size={11} />
      <span>
        {t('waits.on', {
          refs: format.list(refs.map((ref) => t('waits.ref', { ref, state: stateOf(ref) }))),
        })}
      </span>
    </p>
  );
}
