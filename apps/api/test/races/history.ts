import { expect } from '@jest/globals';
import type { Event, EventList, OverrideLog, OverrideLogEntry } from '@weir/contract';
import { Replay, type Violation } from '../model/replay.js';
import type { Answer, Caller } from '../support/person.js';

/** All events of a board, whose seqs must be 1, 2, 3 … without a gap. */
export async function historyOf(caller: Caller, board: string): Promise<Event[]> {
  const events = await everyPage<Event>(caller, `${board}/events`);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  return events;
}

/** All that was passed on a board, newest first. */
export function ledgerOf(caller: Caller, board: string): Promise<OverrideLogEntry[]> {
  return everyPage<OverrideLogEntry>(caller, `${board}/overrides`);
}

/** The events of a board at which a limit was passed and no line of the ledger says so; there must be none. */
export async function silentlyPassed(caller: Caller, board: string): Promise<Violation[]> {
  return new Replay().check(await historyOf(caller, board), await ledgerOf(caller, board));
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
