import type { Event, EventChange } from '@weir/contract';
import { withValues } from './rebuilt-fields.js';

type Values = Record<string, unknown>;

export type RebuiltCard = {
  number: number;
  columnId: string;
  archivedAt: string | null;
  blocked: Values | null;
  assigneeIds: string[];
  labelIds: string[];
  checklistItems: (Values & { id: string })[];
} & Values;

/** Changes a card, or makes it if it was not known. Its place in its column is not part of it. */
export function changeCard(known: RebuiltCard | undefined, event: Event, change: EventChange): RebuiltCard {
  const {
    before: _,
    reason,
    since,
    by,
    until: __,
    assigneeId,
    labelId,
    fields,
    blockedBy: ___,
    ...values
  } = (change.to ?? {}) as Values;
  const card = (known ?? {
    number: change.card,
    columnId: '',
    archivedAt: null,
    blocked: null,
    lease: null,
    assigneeIds: [],
    labelIds: [],
    checklistItems: [],
    externalId: null,
    metadata: {},
  }) as RebuiltCard;
  const held = card.lease as { by: string } | null;
  const isTaken =
    (values.columnId ?? card.columnId) !== card.columnId ||
    (values.half === 'done' && card.half !== 'done') ||
    Boolean(values.archivedAt) ||
    (Array.isArray(values.assigneeIds) && !values.assigneeIds.includes(held?.by));
  if (held && isTaken) card.lease = null;
  Object.assign(card, values);
  card.fields = withValues(card.fields, fields);
  if (assigneeId === null) {
    const left = (change.from as Values).assigneeId;
    if (held?.by === left) card.lease = null;
    card.assigneeIds = card.assigneeIds.filter((each) => each !== left);
  }
  if (labelId === null) {
    const removed = (change.from as Values).labelId;
    card.labelIds = card.labelIds.filter((each) => each !== removed);
  }
  if (event.type === 'card.restored') card.archivedAt = null;
  if (event.type === 'card.blocked') card.blocked = { reason, since, by };
  if (event.type === 'card.unblocked') card.blocked = null;
  return card;
}
