'use client';

import type {
  CardDetail,
  ChecklistItem,
  ChecklistItemChange,
  NewChecklistItems,
  Person,
} from '@weir/contract';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import type { Write } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import type { PartDone, Reversible } from '../../undo/use-done';
import { useCardSteps } from '../use-card-steps';

type Items = readonly ChecklistItem[];
export type NewItem = NewChecklistItems['items'][number];

type Step = {
  apply: (items: Items) => ChecklistItem[];
  write: Write;
  undo: PartDone;
};

let added = 0;
/** An item that the API has not named yet. */
export const isUnsaved = ({ id }: ChecklistItem) => id.startsWith('new ');

/** The checklist of a card, and its changes. */
export function useChecklist(card: CardDetail) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const path = cardPaths.checklist(slug, board.key, card.number);
  const steps = useCardSteps(card, 'checklist', t('checklist.saved', { ref: card.ref }));
  const items = steps.shown.checklistItems;
  const take = ({ apply, write, undo }: Step) =>
    steps
      .take({
        change: (now) => ({ checklistItems: apply(now.checklistItems) }),
        write: () => write,
        onSaved: () => keepDone({ card: card.number, ...undo }),
      })
      .then((refusal) => refusal === null);
  const patch = (id: string, body: ChecklistItemChange): Write => ({
    method: 'PATCH',
    path: `${path}/${id}`,
    body,
  });
  return {
    path,
    items,
    problem: steps.problem,
    add(given: readonly NewItem[]): Promise<boolean> {
      const known = new Set(items.map(({ id }) => id));
      const drawn = given.map(({ text, done = false }): ChecklistItem => {
        added += 1;
        return { id: `new ${added}`, text, done, assignee: null, dueOn: null, became: null };
      });
      return take({
        apply: (all) => [...all, ...drawn.filter(({ id }) => !all.some((each) => each.id === id))],
        write: { method: 'POST', path, body: { items: given } },
        undo: reversible('checklist', (all) => {
          const own = addedItems(all, given, known);
          return own?.map(({ id }): Write => ({ method: 'DELETE', path: `${path}/${id}` })) ?? null;
        }),
      });
    },
    change(item: ChecklistItem, values: Pick<ChecklistItemChange, 'text' | 'done' | 'dueOn'>) {
      const { id } = item;
      const names = Object.keys(values) as (keyof typeof values)[];
      const before = Object.fromEntries(names.map((name) => [name, item[name]]));
      const part = values.done === undefined ? 'checklist' : values.done ? 'reopened' : 'ticked';
      return take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, ...values } : each)),
        write: patch(id, values),
        undo: reversible(part, (all) => {
          const now = all.find((each) => each.id === id);
          return now && names.every((name) => now[name] === values[name]) ? [patch(id, before)] : null;
        }),
      });
    },
    assign({ id, assignee: before }: ChecklistItem, assignee: Person | null) {
      return take({
        apply: (all) => all.map((each) => (each.id === id ? { ...each, assignee } : each)),
        write: patch(id, { assigneeId: assignee?.id ?? null }),
        undo: reversible('checklist', (all) => {
          const now = all.find((each) => each.id === id);
          return now && now.assignee?.id === assignee?.id
            ? [patch(id, { assigneeId: before?.id ?? null })]
            : null;
        }),
      });
    },
    /** The item shows the card once it is there. */
    turnIntoCard: ({ id }: ChecklistItem) =>
      take({
        apply: (all) => [...all],
        write: { method: 'PUT', path: `${path}/${id}/card`, body: {} },
        undo: { kind: 'final', what: 'item' },
      }),
    /** Moves an item directly before or after another. */
    move(item: ChecklistItem, where: 'before' | 'after', other: ChecklistItem) {
      const at = items.findIndex(({ id }) => id === item.id);
      const [above, below] = [items[at - 1], items[at + 1]];
      return take({
        apply: (all) => {
          const others = all.filter(({ id }) => id !== item.id);
          const to = others.findIndex(({ id }) => id === other.id);
          return others.toSpliced(where === 'before' ? to : to + 1, 0, item);
        },
        write: patch(item.id, { [where]: other.id }),
        undo: reversible('checklist', (all) => {
          const isThere = (wanted: ChecklistItem | undefined) => all.some(({ id }) => id === wanted?.id);
          if (!isThere(item)) return null;
          if (below && isThere(below)) return [patch(item.id, { before: below.id })];
          return above && isThere(above) ? [patch(item.id, { after: above.id })] : null;
        }),
      });
    },
    remove(item: ChecklistItem) {
      const { id, text, done, assignee, dueOn } = item;
      const known = new Set(items.map((each) => each.id));
      const below = items[items.findIndex((each) => each.id === id) + 1];
      return take({
        apply: (all) => all.filter((each) => each.id !== id),
        write: { method: 'DELETE', path: `${path}/${id}` },
        undo: item.became
          ? { kind: 'final', what: 'item' }
          : {
              ...reversible('checklist', (all) => {
                const before = all.some((each) => each.id === below?.id) && below ? { before: below.id } : {};
                return [{ method: 'POST', path, body: { items: [{ text, done }], ...before } }];
              }),
              // A new item has no person and no date.
              finish: ({ checklistItems: all }: CardDetail) =>
                assignee || dueOn
                  ? (addedItems(all, [{ text, done }], known) ?? []).map((own) =>
                      patch(own.id, { assigneeId: assignee?.id ?? null, dueOn }),
                    )
                  : [],
            },
      });
    },
  };
}

/** An action on the checklist. `reverse` returns null if its items have changed since. */
function reversible(part: Reversible['part'], reverse: (items: Items) => Write[] | null) {
  return { kind: 'reversible', part, reverse: (now: CardDetail) => reverse(now.checklistItems) } as const;
}

/** The added items among all, if none of them has changed since; else null. */
function addedItems(all: Items, given: readonly NewItem[], known: ReadonlySet<string>): Items | null {
  const own = new Map<string, ChecklistItem>();
  for (const { text, done = false } of given) {
    const item = all.find(
      (each) =>
        !known.has(each.id) && !own.has(each.id) && each.text === text && each.done === done && !each.became,
    );
    if (!item) return null;
    own.set(item.id, item);
  }
  return [...own.values()];
}
