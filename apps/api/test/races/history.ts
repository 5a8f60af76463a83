import { expect } from '@jest/globals';
import type { Event, EventList } from '@weir/contract';
import type { Answer, Caller } from '../support/caller.js';

/** All events of a board, whose seqs must be 1, 2, 3 … without a gap. */
export async function historyOf(caller: Caller, board: string): Promise<Event[]> {
  const events: Event[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer<EventList> = await caller.get(`${board}/events${cursor ? `?cursor=${cursor}` : ''}`);
    expect(page.status).toBe(200);
    events.push(...page.body.items);
    cursor = page.body.nextCursor;
  } while (cursor);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  return events;
}

type Place = { columnId?: string };

/** Where each card stands by the events alone; archived ones stand nowhere. */
export class Replay {
  readonly columnOf = new Map<number, string>();

  apply({ type, changes }: Event): void {
    for (const { card, to } of changes) {
      if (card === undefined) continue;
      const columnId = (to as Place | undefined)?.columnId;
      if (type === 'card.archived') {
        this.columnOf.delete(card);
      } else if (columnId) {
        this.columnOf.set(card, columnId);
      }
    }
  }

  load(columnId: string): number {
    return [...this.columnOf.values()].filter((each) => each === columnId).length;
  }
}

/** The events that took a column over `max` by letting a card in; there must be none. `max` may change: see `limit.changed`. */
export function eventsOverLimit(
  events: readonly Event[],
  columnId: string,
  limit: { id: string; max: number },
): Event[] {
  const replay = new Replay();
  let { max } = limit;
  return events.filter((event) => {
    const before = replay.load(columnId);
    replay.apply(event);
    const changed = event.changes.find((change) => change.limit === limit.id);
    if (event.type === 'limit.changed' && changed) max = (changed.to as { max: number }).max;
    const after = replay.load(columnId);
    return after > before && after > max;
  });
}
