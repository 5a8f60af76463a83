'use client';

import { type CardDetail, may, type Override } from '@weir/contract';
import { useState } from 'react';
import { Select } from '@/components/select';
import type { AnyProblem } from '@/lib/api/result';
import { placeOf } from '@/lib/board/optimistic';
import { useBoardRoom } from '../board-context';
import type { Move } from '../moving/use-moves';
import { OverrideOffer } from '../refusals/override-offer';

/** A card's swimlane is part of its place: choosing one moves the card at once. */
export function LaneField({ card }: { card: CardDetail }) {
  const { board, role, moves } = useBoardRoom();
  const [refused, setRefused] = useState<{ move: Move; problem: AnyProblem } | null>(null);
  const shown = board.cards.find(({ number }) => number === card.number) ?? card;
  if (board.swimlanes.length === 0) return null;
  const choose = async (id: string) => {
    const place = placeOf(board, card.number) ?? { columnId: card.columnId };
    await perform(moves.moveOf(card.number, { ...place, swimlaneId: id || null }));
  };
  const perform = async (move: Move, override?: Override) => {
    const problem = await moves.perform(move, override);
    if (!override || !problem) setRefused(problem && { move, problem });
    return problem;
  };
  return (
    <div>
      <Select
        label="Swimlane"
        optional
        options={[{ id: '', label: 'None' }, ...board.swimlanes.map(({ id, name }) => ({ id, label: name }))]}
        value={shown.swimlaneId ?? ''}
        onChange={choose}
        error={refused?.problem.detail}
      />
      {refused?.problem.code === 'wip-limit-reached' && (
        <OverrideOffer
          limits={refused.problem.limits}
          board={board}
          mayOverride={may(role, 'overrideLimits')}
          action="Change it all the same"
          onPass={(override) => perform(refused.move, override)}
        />
      )}
    </div>
  );
}
