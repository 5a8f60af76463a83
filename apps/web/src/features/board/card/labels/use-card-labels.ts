'use client';

import type { CardDetail } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { type Edit, sendForNewest } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useCardSteps } from '../use-card-steps';

export type LabelChange = { add: readonly string[]; remove: readonly string[] };

/** The labels of a card. Each change is made on top of what others changed meanwhile. */
export function useCardLabels(card: CardDetail) {
  const { board, keepDone } = useBoardPage();
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
    change: async (change: LabelChange) => {
      const isSaved = await take({
        apply: (now) => ({ ...now, labelIds: changedLabels(now.labelIds, change) }),
        send: (known) =>
          sendForNewest(path, known, ({ labelIds }) => ({ labelIds: changedLabels(labelIds, change) })),
      });
      const edits = (ids: readonly string[], isOn: boolean) =>
        ids.map((id): Edit => ({ field: 'labelIds', id, isOn }));
      if (!isSaved) return;
      for (const edit of [...edits(change.add, true), ...edits(change.remove, false)])
        keepDone({ kind: 'edited', cards: [card.number], edit });
    },
    refuse: setProblem,
  };
}

/** Labels with some added and some removed. */
export function changedLabels(ids: readonly string[], { add, remove }: LabelChange): string[] {
  return [...new Set([...ids, ...add])].filter((id) => !remove.includes(id));
}
