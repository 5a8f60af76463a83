import { can, type Event, type FeedEntry, type Role } from '@weir/contract';

/**
 * The event as this role may read it: never more than the documents that it describes. All roles that read events read
 * cards, requests and conversations; only those who answer read answer templates.
 */
export function eventFor(role: Role, event: Event): Event {
  if (event.type !== 'intake.changed' || can(role, 'answerRequests')) return event;
  const changes = event.changes.map((change) =>
    'template' in change ? { template: change.template } : change,
  );
  return { ...event, changes };
}

export function entryFor(role: Role, entry: FeedEntry): FeedEntry {
  return entry.board === null ? entry : { ...entry, event: eventFor(role, entry.event) };
}
