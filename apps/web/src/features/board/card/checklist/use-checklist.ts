'use client';

import type {
  CardDetail,
  ChecklistItem,
  ChecklistItemChange,
  NewChecklistItems,
  Person,
} from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { useWorkspace } from '@/lib/context/workspace';
import type { Write } from '@/lib/waiting/write';
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
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const path = paths.checklist(slug, board.key, card.number);
  const steps = useCardSteps(card, 'checklist', t('checklist.saved', { ref: card.ref }));
  const take = ({
    apply,
    write,
    onSaved,
  }: {
    apply: (items: Items) => ChecklistItem[];
    write: Write;
    onSaved?: (() => void) | undefined;
  }) =>
    steps
      .take({
        change: (now) => ({ checklistItems: apply(now.checklistItems) }),
        write: () => write,
        ...(onSaved && { onSaved }),
      })
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
        write: { method: 'POST', path, body: { items: given } },
      });
    },
    change: ({ id }: ChecklistItem, values: Pick<ChecklistItemChange, 'text' | 'done' | 'dueOn'>) =>
      take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, ...values } : each)),
        write: { method: 'PATCH', path: `${path}/${id}`, body: values },
        onSaved:
          values.done === undefined
            ? undefined
            : () => keepDone({ kind: 'ticked', card: card.number, item: id, isTicked: values.done === true }),
      }),
    assign: ({ id }: ChecklistItem, assignee: Person | null) =>
      take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, assignee } : each)),
        write: { method: 'PATCH', path: `${path}/${id}`, body: { assigneeId: assignee?.id ?? null } },
      }),
    /** The item shows the card once it is there. */
    turnIntoCard: ({ id }: ChecklistItem) =>
      take({
        apply: (all) => [...all],
        write: { method: 'PUT', path: `${path}/${id}/card`, body: {} },
      }),
    /** Moves an item directly before or after another. */
    move: (item: ChecklistItem, where: 'before' | 'after', other: ChecklistItem) =>
      take({
        apply: (all) => {
          const others = all.filter(({ id }) => id !== item.id);
          const at = others.findIndex(({ id }) => id === other.id);
          return others.toSpliced(where === 'before' ? at : at + 1, 0, item);
        },
        write: { method: 'PATCH', path: `${path}/${item.id}`, body: { [where]: other.id } },
      }),
    remove: ({ id }: ChecklistItem) =>
      take({
        apply: (all) => all.filter((each) => each.id !== id),
        write: { method: 'DELETE', path: `${path}/${id}` },
      }),
  };
}
