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
  | 'rest'
  | 'member';

type Noun<Type extends EventType> = Type extends `${infer Before}.${string}` ? Before : never;

/** The subjects of types that do not begin with them. */
const others: Record<Exclude<Noun<EventType>, EventSubject>, EventSubject> = {
  cards: 'card',
  attachment: 'card',
  requests: 'request',
  person: 'member',
};

export function eventSubject({ type }: Pick<Event, 'type'>): EventSubject {
  const noun = type.slice(0, type.indexOf('.')) as Noun<EventType>;
  return noun in others ? others[noun as keyof typeof others] : (noun as EventSubject);
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
  rest?: string;
  trial?: string;
  card?: number;
  copyOf?: number | undefined;
  comment?: string;
  item?: string;
  attachment?: string;
  link?: string;
  wait?: string;
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
