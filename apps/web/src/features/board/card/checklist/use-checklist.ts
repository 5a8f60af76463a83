'use client';

import type {
  Card,
  CardDetail,
  ChecklistItem,
  ChecklistItemChange,
  NewChecklistItems,
  Person,
} from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { Result } from '@/lib/api/result';
import { whenReachable } from '@/lib/api/waiting';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useCardSteps } from '../use-card-steps';

type Items = readonly ChecklistItem[];
export type NewItem = NewChecklistItems['items'][number];

let added = 0;
/** An item that the API has not named yet. */
export const isUnsaved = ({ id }: ChecklistItem) => id.startsWith('new ');

/** The checklist of a card, and its changes. */
export function useChecklist(card: CardDetail) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const path = paths.checklist(slug, board.key, card.number);
  const steps = useCardSteps(card, 'checklist', t('checklist.saved', { ref: card.ref }));
  const take = ({
    apply,
    send,
  }: {
    apply: (items: Items) => ChecklistItem[];
    send: () => Promise<Result<Card>>;
  }) =>
    steps
      .take({ apply: (now) => ({ ...now, checklistItems: apply(now.checklistItems) }), send })
      .then((refusal) => refusal === null);
  return {
    path,
    items: steps.shown.checklistItems,
    problem: steps.problem,
    add(given: readonly NewItem[]): Promise<boolean> {
      const items = given.map(({ text, done = false }): ChecklistItem => {
        added += 1;
        return { id: `new ${added}`, text, done, assignee: null, dueOn: null, became: null };
      });
      return take({
        apply: (all) => [...all, ...items.filter(({ id }) => !all.some((each) => each.id === id))],
        send: () => whenReachable(() => api.post<Card>(path, { items: given })),
      });
    },
    change: ({ id }: ChecklistItem, values: Pick<ChecklistItemChange, 'text' | 'done' | 'dueOn'>) =>
      take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, ...values } : each)),
        send: () => whenReachable(() => api.patch<Card>(`${path}/${id}`, values)),
      }),
    assign: ({ id }: ChecklistItem, assignee: Person | null) =>
      take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, assignee } : each)),
        send: () =>
          whenReachable(() => api.patch<Card>(`${path}/${id}`, { assigneeId: assignee?.id ?? null })),
      }),
    /** The item shows the card once it is there. */
    turnIntoCard: ({ id }: ChecklistItem) =>
      take({
        apply: (all) => [...all],
        send: () => whenReachable(() => api.put<Card>(`${path}/${id}/card`, {})),
      }),
    /** Moves an item directly before or after another. */
    move: (item: ChecklistItem, where: 'before' | 'after', other: ChecklistItem) =>
      take({
        apply: (all) => {
          const others = all.filter(({ id }) => id !== item.id);
          const at = others.findIndex(({ id }) => id === other.id);
          return others.toSpliced(where === 'before' ? at : at + 1, 0, item);
        },
        send: () => whenReachable(() => api.patch<Card>(`${path}/${item.id}`, { [where]: other.id })),
      }),
    remove: ({ id }: ChecklistItem) =>
      take({
        apply: (all) => all.filter((each) => each.id !== id),
        send: () => api.delete<Card>(`${path}/${id}`),
      }),
  };
}
