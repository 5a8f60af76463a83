import type { Event, EventType } from './events.js';

/** What an event is about. */
export type EventSubject =
  | 'board'
  | 'column'
  | 'swimlane'
  | 'label'
  | 'cardTemplate'
  | 'recurringCard'
  | 'field'
  | 'limit'
  | 'card'
  | 'request'
  | 'intake'
  | 'gate'
  | 'member';

const subjects: Record<EventType, EventSubject> = {
  'board.created': 'board',
  'board.changed': 'board',
  'board.publicLinkChanged': 'board',
  'column.added': 'column',
  'column.changed': 'column',
  'column.removed': 'column',
  'swimlane.added': 'swimlane',
  'swimlane.changed': 'swimlane',
  'swimlane.removed': 'swimlane',
  'label.added': 'label',
  'label.changed': 'label',
  'label.removed': 'label',
  'cardTemplate.added': 'cardTemplate',
  'cardTemplate.changed': 'cardTemplate',
  'cardTemplate.removed': 'cardTemplate',
  'recurringCard.added': 'recurringCard',
  'recurringCard.changed': 'recurringCard',
  'recurringCard.removed': 'recurringCard',
  'recurringCard.waiting': 'recurringCard',
  'recurringCard.skipped': 'recurringCard',
  'field.added': 'field',
  'field.changed': 'field',
  'field.removed': 'field',
  'limit.added': 'limit',
  'limit.changed': 'limit',
  'limit.removed': 'limit',
  'card.created': 'card',
  'card.changed': 'card',
  'card.moved': 'card',
  'cards.moved': 'card',
  'card.swapped': 'card',
  'card.putBack': 'card',
  'card.blocked': 'card',
  'card.unblocked': 'card',
  'card.archived': 'card',
  'card.restored': 'card',
  'card.deleted': 'card',
  'card.commented': 'card',
  'card.checklistChanged': 'card',
  'card.linked': 'card',
  'card.unlinked': 'card',
  'card.blockersChanged': 'card',
  'attachment.added': 'card',
  'attachment.removed': 'card',
  'request.submitted': 'request',
  'request.askedAgain': 'request',
  'request.redirectedHere': 'request',
  'request.changed': 'request',
  'request.answered': 'request',
  'requests.answered': 'request',
  'request.withdrawn': 'request',
  'requests.expired': 'request',
  'request.asked': 'request',
  'request.replied': 'request',
  'request.reminded': 'request',
  'request.overdue': 'request',
  'request.received': 'request',
  'intake.changed': 'intake',
  'gate.changed': 'gate',
  'member.changed': 'member',
  'member.left': 'member',
  'person.erased': 'member',
};

export function eventSubject({ type }: Pick<Event, 'type'>): EventSubject {
  return subjects[type];
}

type Values = Record<string, unknown>;

/**
 * A change of any event, for readers that handle all types alike: what it names, and its values before and
 * after.
 */
export type EventChange = {
  board?: string;
  column?: string;
  swimlane?: string;
  label?: string;
  cardTemplate?: string;
  recurringCard?: string | undefined;
  field?: string;
  option?: string;
  limit?: string;
  card?: number;
  copyOf?: number | undefined;
  comment?: string;
  item?: string;
  attachment?: string;
  link?: string;
  request?: number;
  message?: string | null | undefined;
  template?: string;
  user?: string;
  guest?: string;
  table?: string;
  /** The event does not say all that changed: read the board again. */
  resync?: boolean | undefined;
  from?: Values | null | undefined;
  to?: Values | null | undefined;
};

export function changesOf({ changes }: Event): readonly EventChange[] {
  return changes;
}

/** The numbers of the cards that an event changed, each once. */
export function changedCards(event: Event): number[] {
  return [...new Set(changesOf(event).flatMap(({ card }) => card ?? []))];
}

/** The numbers of the requests that an event changed, each once. */
export function changedRequests(event: Event): number[] {
  return [...new Set(changesOf(event).flatMap(({ request }) => request ?? []))];
}
