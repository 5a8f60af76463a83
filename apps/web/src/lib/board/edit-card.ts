import type { Card, Override } from '@weir/contract';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { idsOf, listChange, type Write } from '@/lib/waiting/write';

/** Gives cards a label or a person, or takes them off. */
export type Edit = { field: 'labelIds' | 'assigneeIds'; id: string; isOn: boolean };

/** Whether an edit would change nothing. */
export function hasEdit(card: Pick<Card, 'labelIds' | 'assignees'>, { field, id, isOn }: Edit): boolean {
  return idsOf(card, field).includes(id) === isOn;
}

/** Edits a card on top of what others changed meanwhile. */
export function editOf(
  workspace: string,
  key: string,
  card: Card,
  { field, id, isOn }: Edit,
  override?: Override,
): Write {
  const path = cardPaths.card(workspace, key, card.number);
  const change = { list: field, add: isOn ? [id] : [], remove: isOn ? [] : [id] };
  return listChange(path, card, { ...change, ...(override && { override }) });
}
