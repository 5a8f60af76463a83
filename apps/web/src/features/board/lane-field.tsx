'use client';

import type { CardDetail } from '@weir/contract';
import { useState } from 'react';
import { Select } from '@/components/select';
import { useBoardRoom } from './board-room';
import { placeOf } from './optimistic';

/** A card's swimlane is part of its place: choosing one moves the card at once. */
export function LaneField({ card }: { card: CardDetail }) {
  const { board, moves } = useBoardRoom();
  const [error, setError] = useState<string>();
  const shown = board.cards.find(({ number }) => number === card.number) ?? card;
  if (board.swimlanes.length === 0) return null;
  const choose = async (id: string) => {
    const place = placeOf(board, card.number) ?? { columnId: card.columnId };
    const problem = await moves.perform(moves.moveOf(card.number, { ...place, swimlaneId: id || null }));
    setError(problem?.detail);
  };
  return (
    <Select
      label="Swimlane"
      optional
      options={[{ id: '', label: 'None' }, ...board.swimlanes.map(({ id, name }) => ({ id, label: name }))]}
      value={shown.swimlaneId ?? ''}
      onChange={choose}
      error={error}
    />
  );
}
