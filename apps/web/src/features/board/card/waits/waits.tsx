'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CardDetail } from '@weir/contract';
import { useEffect } from 'react';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from '../../board-context';
import { WaitsSection } from './waits-section';

/** The waits of an open card, and the items that wait on it. */
export function CardWaits({ card, canEdit }: { card: CardDetail; canEdit: boolean }) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const path = cardPaths.waits(slug, board.key, card.number);
  const marks = card.waitsOn.join();
  // An event of the board changed the waits of the card.
  useEffect(() => {
    if (marks !== undefined) void client.invalidateQueries({ queryKey: [path] });
  }, [client, marks, path]);
  return <WaitsSection path={path} of={card.ref} kind="card" canEdit={canEdit} isOpen={!card.deliveredAt} />;
}
