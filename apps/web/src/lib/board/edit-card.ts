import type { Card, CardChange, CardDetail, Override } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { Result } from '@/lib/api/result';
import { whenReachable } from '@/lib/api/waiting';

/** Gives cards a label or a person, or takes them off. */
export type Edit = { field: 'labelIds' | 'assigneeIds'; id: string; isOn: boolean };

type Edited = Pick<Card, 'labelIds' | 'assignees'>;

/** Whether an edit would change nothing. */
export function hasEdit(card: Edited, { field, id, isOn }: Edit): boolean {
  return idsOf(card, field).includes(id) === isOn;
}

/** Edits a card on top of what others changed meanwhile. */
export function editCard(
  workspace: string,
  key: string,
  card: Card,
  { field, id, isOn }: Edit,
  override?: Override,
): Promise<Result<Card>> {
  return sendForNewest(paths.card(workspace, key, card.number), card, (newest) => {
    const others = idsOf(newest, field).filter((each) => each !== id);
    return { [field]: isOn ? [...others, id] : others, ...(override && { override }) };
  });
}

/** Sends a change of the card as it is now, once there is a connection: made for the known version, and made anew for each newer one. */
export async function sendForNewest(
  path: string,
  known: Card,
  changeOf: (card: Card) => CardChange,
): Promise<Result<Card>> {
  for (let card = known; ; ) {
    const { version } = card;
    const change = changeOf(card);
    const saved = await whenReachable(() => api.patch<Card>(path, change, { ifMatch: `"${version}"` }));
    if (saved.ok || saved.problem.code !== 'precondition-failed') return saved;
    const current = await whenReachable(() => api.get<CardDetail>(path));
    if (!current.ok) return current;
    if (current.value.version === version) return saved;
    card = current.value;
  }
}

function idsOf({ labelIds, assignees }: Edited, field: Edit['field']): string[] {
  return field === 'labelIds' ? labelIds : assignees.map(({ id }) => id);
}
