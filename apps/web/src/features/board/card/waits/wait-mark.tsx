'use client';

import { useBoardPage } from '../../board-context';
import { WaitLine } from './wait-line';

/** The requests that a card of the board page waits on. */
export function WaitMark({ refs, className }: { refs: readonly string[]; className?: string | undefined }) {
  const { board } = useBoardPage();
  const awaited = board.cards.flatMap(({ waitsOn }) => waitsOn).join();
  return <WaitLine refs={refs} awaited={awaited} className={className} />;
}
