'use client';

import type { Card, CardDetail, Override } from '@weir/contract';
import { useState } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { type Edit, editOf } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from '../../board-context';
import { useCardSteps } from '../use-card-steps';

/**
 * The labels or the people of a card, which are chosen one at a time. Each change is made on top of what others changed
 * meanwhile. `refused` is what was refused last.
 */
export function useToggled(card: CardDetail, field: Edit['field'], announcement: string) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const [refused, setRefused] = useState<string | null>(null);
  const { shown, problem, setProblem, take } = useCardSteps(card, field, announcement);

  const changed = (now: Card, id: string, isOn: boolean): Partial<Card> => {
    if (field === 'labelIds') return { labelIds: toggledIds(now.labelIds, id, isOn) };
    const others = now.assignees.filter((each) => each.id !== id);
    const added = board.people.filter((each) => isOn && each.id === id);
    return { assignees: [...others, ...added] };
  };
  /** Resolves with why it was refused. */
  const toggle = async (id: string, isOn: boolean, override?: Override): Promise<AnyProblem | null> => {
    const edit: Edit = { field, id, isOn };
    const change = (now: Card) => changed(now, id, isOn);
    const step = {
      change,
      face: change,
      write: (known: CardDetail) => editOf(slug, board.key, known, edit, override),
      onSaved: () => keepDone({ kind: 'edited', cards: [card.number], edit }),
    };
    // Who overrides sees in that form what is in the way.
    const refusal = await take(step, { isQuiet: override !== undefined });
    setRefused(refusal && id);
    return refusal;
  };
  return { shown, problem, refused, setProblem, toggle };
}

/** The ids with one added or taken off. */
export function toggledIds(ids: readonly string[], id: string, isOn: boolean): string[] {
  const others = ids.filter((each) => each !== id);
  return isOn ? [...others, id] : others;
}
