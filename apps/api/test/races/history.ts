import { expect } from '@jest/globals';
import type { Event, EventList, OverrideLog, OverrideLogEntry } from '@weir/contract';
import { Replay, type Violation } from '@weir/history';
import type { Answer, Caller } from '../support/person.js';

/** All events of a board. Their seqs must be 1, 2, 3 … without a gap. */
export async function historyOf(caller: Caller, board: string): Promise<Event[]> {
  const events = await everyPage<Event>(caller, `${board}/events`);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  return events;
}

/** The whole override log of a board, newest first. */
export function overrideLogOf(caller: Caller, board: string): Promise<OverrideLogEntry[]> {
  return everyPage<OverrideLogEntry>(caller, `${board}/overrides`);
}

/** The events of a board that exceeded a limit without an entry in the override log. There must be none. */
export async function unloggedOverrides(caller: Caller, board: string): Promise<Violation[]> {
  return new Replay().check(await historyOf(caller, board), await overrideLogOf(caller, board));
}

async function everyPage<Item>(caller: Caller, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer<EventList | OverrideLog> = await caller.get(
      `${path}${cursor ? `?cursor=${cursor}` : ''}`,
    );
    expect(page.status).toBe(200);
    items.push(...(page.body.items as Item[]));
    cursor = page.body.nextCursor;
  } while (cursor);
  return items;
}
