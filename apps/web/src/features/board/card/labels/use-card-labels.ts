'use client';

import type { Card, CardDetail } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { Result } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useCardSteps } from '../use-card-steps';

export type LabelChange = { add: readonly string[]; remove: readonly string[] };

/** The labels of a card. Each change is made on top of what others changed meanwhile. */
export function useCardLabels(card: CardDetail) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const path = paths.card(slug, board.key, card.number);
  const { shown, problem, setProblem, take } = useCardSteps(
    card,
    'labels',
    t('labels.saved', { ref: card.ref }),
  );
  return {
    ids: shown.labelIds,
    problem,
    change: (change: LabelChange) =>
      void take({
        apply: (now) => ({ ...now, labelIds: changedLabels(now.labelIds, change) }),
        send: (known) => send(path, known, change),
      }),
    refuse: setProblem,
  };
}

/** Sends a change for the known version, and again for a newer one. */
async function send(path: string, known: CardDetail, change: LabelChange): Promise<Result<Card>> {
  for (let card = known; ; ) {
    const labelIds = changedLabels(card.labelIds, change);
    const saved = await api.patch<Card>(path, { labelIds }, { ifMatch: `"${card.version}"` });
    if (saved.ok || saved.problem.code !== 'precondition-failed') return saved;
    const current = await api.get<CardDetail>(path);
    if (!current.ok) return current;
    if (current.value.version === card.version) return saved;
    card = current.value;
  }
}

/** Labels with some added and some removed. */
export function changedLabels(ids: readonly string[], { add, remove }: LabelChange): string[] {
  return [...new Set([...ids, ...add])].filter((id) => !remove.includes(id));
}
