'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Card, CardDetail, ChecklistItem, ChecklistItemChange } from '@weir/contract';
import { useRef, useState } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';

type Items = readonly ChecklistItem[];
/** A change that is not saved yet. Applying it twice is the same as once. */
type Step = { apply: (items: Items) => ChecklistItem[]; send: () => Promise<Result<Card>> };

let added = 0;
/** An item that the API has not named yet. */
export const isUnsaved = ({ id }: ChecklistItem) => id.startsWith('new ');

/** A card's checklist. Shows each change at once and saves them in order. A refused change is undone, and `problem` says why. */
export function useChecklist(card: CardDetail) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const key = [paths.card(slug, board.key, card.number)];
  const path = paths.checklist(slug, board.key, card.number);
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const save = async (step: Step): Promise<boolean> => {
    const saved = await step.send();
    if (saved.ok) {
      client.setQueryData<CardDetail>(
        key,
        (old) => old && { ...old, ...saved.value, checklistItems: step.apply(old.checklistItems) },
      );
      announce(t('checklist.saved', { ref: card.ref }));
      // The query updates its readers later. Until then the step shows the items as they are now.
      await new Promise((done) => setTimeout(done));
    } else setProblem(saved.problem);
    setSteps((all) => all.filter((each) => each !== step));
    await Promise.all([refresh(), client.invalidateQueries({ queryKey: key })]);
    return saved.ok;
  };
  const take = (step: Step): Promise<boolean> => {
    setProblem(null);
    setSteps((all) => [...all, step]);
    const saving = last.current.then(() => save(step));
    last.current = saving;
    return saving;
  };
  return {
    items: steps.reduce<Items>((items, { apply }) => apply(items), card.checklistItems),
    problem,
    add(texts: readonly string[]): Promise<boolean> {
      const items = texts.map((text): ChecklistItem => {
        added += 1;
        return { id: `new ${added}`, text, done: false };
      });
      return take({
        apply: (all) => [...all, ...items.filter(({ id }) => !all.some((each) => each.id === id))],
        send: () => api.post<Card>(path, { items: texts.map((text) => ({ text })) }),
      });
    },
    change: ({ id }: ChecklistItem, values: Pick<ChecklistItemChange, 'text' | 'done'>) =>
      take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, ...values } : each)),
        send: () => api.patch<Card>(`${path}/${id}`, values),
      }),
    /** Moves an item directly before or after another. */
    move: (item: ChecklistItem, where: 'before' | 'after', other: ChecklistItem) =>
      take({
        apply: (all) => {
          const others = all.filter(({ id }) => id !== item.id);
          const at = others.findIndex(({ id }) => id === other.id);
          return others.toSpliced(where === 'before' ? at : at + 1, 0, item);
        },
        send: () => api.patch<Card>(`${path}/${item.id}`, { [where]: other.id }),
      }),
    remove: ({ id }: ChecklistItem) =>
      take({
        apply: (all) => all.filter((each) => each.id !== id),
        send: () => api.delete<Card>(`${path}/${id}`),
      }),
  };
}
