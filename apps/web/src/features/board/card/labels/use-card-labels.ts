'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Card, CardDetail } from '@weir/contract';
import { useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';

type Change = { add: readonly string[]; remove: readonly string[] };

/**
 * The labels of a card. Shows each change at once and saves them in order, on top of what others changed meanwhile. A
 * refused change is undone, and `problem` says why.
 */
export function useCardLabels(card: CardDetail) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const path = paths.card(slug, board.key, card.number);
  const [unsaved, setUnsaved] = useState<readonly Change[]>([]);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const save = async (change: Change): Promise<void> => {
    const known = client.getQueryData<CardDetail>([path]) ?? card;
    const saved = await send(path, known, change);
    if (saved.ok) {
      client.setQueryData<CardDetail>([path], (old) => old && { ...old, ...saved.value });
      announce(t('labels.saved', { ref: card.ref }));
    } else setProblem(saved.problem);
    setUnsaved((changes) => changes.filter((each) => each !== change));
    await Promise.all([refresh(), client.invalidateQueries({ queryKey: [path] })]);
  };
  return {
    ids: unsaved.reduce(changed, card.labelIds),
    problem,
    change(change: Change): void {
      setProblem(null);
      setUnsaved((changes) => [...changes, change]);
      last.current = last.current.then(() => save(change));
    },
    refuse: setProblem,
  };
}

/** Sends a change for the known version, and again for a newer one. */
async function send(path: string, known: CardDetail, change: Change): Promise<Result<Card>> {
  for (let card = known; ; ) {
    const labelIds = changed(card.labelIds, change);
    const saved = await api.patch<Card>(path, { labelIds }, { ifMatch: `"${card.version}"` });
    if (saved.ok || saved.problem.code !== 'precondition-failed') return saved;
    const current = await api.get<CardDetail>(path);
    if (!current.ok) return current;
    if (current.value.version === card.version) return saved;
    card = current.value;
  }
}

function changed(ids: readonly string[], { add, remove }: Change): string[] {
  return [...new Set([...ids, ...add])].filter((id) => !remove.includes(id));
}
