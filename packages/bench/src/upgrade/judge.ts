import type { World } from '../stack/world.js';
import type { Journal } from './journal.js';
import { type LoadedBoard, lastEvents } from './loaded-board.js';
import type { ResumingStream } from './streams.js';

/** A rule, and the faults that break it. */
export type Verdict = { rule: string; ok: boolean; faults: string[] };

type Event = { seq: number; at: Date; changes: { card?: number; to?: { columnId?: string } | null }[] };

/** Compares the database with the journal, after the load. `columnOf` and `seq`: the column of each card and the last event before it. */
export async function judge(
  world: World,
  journal: Journal,
  boards: { board: LoadedBoard; columnOf: Map<number, string>; seq: number }[],
  streams: ResumingStream[],
): Promise<Verdict[]> {
  const lost: string[] = [];
  const twice: string[] = [];
  const gaps: string[] = [];
  const over: string[] = [];
  const last = await lastEvents(world);
  for (const { board, columnOf, seq } of boards) {
    const values = await valuesOf(world, board);
    for (const [thing, possible] of journal.values.get(board) ?? [])
      if (!possible.includes(null) && !possible.includes(values.get(thing) ?? ''))
        lost.push(`${board.path} ${thing} is ${values.get(thing)}, not ${possible.join(' or ')}`);
    const texts = await textsOf(world, board);
    for (const { what, text, number } of journal.made.filter((made) => made.board === board)) {
      const found = texts.get(`${what} ${text}`) ?? [];
      if (number !== null && found.length === 0) lost.push(`${board.path}: ${what} "${text}"`);
      if (found.length > 1) twice.push(`${board.path}: ${what} "${text}" (${found.length} times)`);
    }
    const events = await eventsOf(world, board);
    gaps.push(...gapsIn(board, events, last.get(board.id)!));
    const ofTheLoad = events.filter((event) => event.seq > seq);
    over.push(...exceededIn(board, ofTheLoad, columnOf));
  }
  const late = streams
    .filter((stream) => stream.seq !== last.get(stream.board.id))
    .map(
      (stream) => `a stream of ${stream.board.path} ended at ${stream.seq} of ${last.get(stream.board.id)}`,
    );
  const failed = await world.query<{ name: string; count: number }>(
    `SELECT name, count(*)::int FROM pgboss.job WHERE state = 'failed' GROUP BY 1`,
  );
  return [
    verdict('No acknowledged write is lost', lost),
    verdict('No write took effect twice', twice),
    verdict('The events of each board have no gap and are in order of time', gaps),
    verdict('No limit is exceeded at any event', over),
    verdict('Streams continue without a gap or a duplicate', [
      ...streams.flatMap(({ faults }) => faults),
      ...late,
    ]),
    verdict(
      'No background job has failed',
      failed.map(({ name, count }) => `${name}: ${count}`),
    ),
  ];
}

export function verdict(rule: string, faults: string[]): Verdict {
  return { rule, ok: faults.length === 0, faults };
}

async function valuesOf(world: World, board: LoadedBoard): Promise<Map<string, string>> {
  const rows = await world.query<{ thing: string; value: string }>(
    `SELECT 'card ' || number || ' column' AS thing, column_id::text AS value FROM cards WHERE board_id = $1
      UNION ALL SELECT 'card ' || number || ' title', title FROM cards WHERE board_id = $1
      UNION ALL SELECT 'request ' || r.number || ' answer', a.kind::text
                  FROM requests r JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
                 WHERE r.board_id = $1`,
    [board.id],
  );
  return new Map(rows.map(({ thing, value }) => [thing, value]));
}

async function textsOf(world: World, board: LoadedBoard): Promise<Map<string, string[]>> {
  const rows = await world.query<{ text: string }>(
    `SELECT 'card ' || title AS text FROM cards WHERE board_id = $1
      UNION ALL SELECT 'comment ' || body FROM comments WHERE board_id = $1
      UNION ALL SELECT 'request ' || title FROM requests WHERE board_id = $1`,
    [board.id],
  );
  const texts = rows.map(({ text }) => text);
  return new Map(Object.entries(Object.groupBy(texts, (text) => text)) as [string, string[]][]);
}

function eventsOf(world: World, board: LoadedBoard): Promise<Event[]> {
  return world.query<Event>('SELECT seq::int, at, changes FROM events WHERE board_id = $1 ORDER BY seq', [
    board.id,
  ]);
}

/** Reports missing events, and events that are earlier than their predecessors. `clock`: the number of the last event. */
export function gapsIn(board: LoadedBoard, events: Event[], clock: number): string[] {
  const faults =
    events.length === clock
      ? []
      : [`${board.path} has ${events.length} events, and its clock is at ${clock}`];
  events.forEach(({ seq, at }, n) => {
    if (seq !== n + 1) faults.push(`${board.path}: event ${seq} has the place ${n + 1}`);
    if (n > 0 && at < events[n - 1]!.at)
      faults.push(`${board.path}: event ${seq} is earlier than the one before`);
  });
  return faults;
}

/** Replays the events and reports each event after which a column has more cards than its limit. `began`: the column of each card at first. */
export function exceededIn(board: LoadedBoard, events: Event[], began: Map<number, string>): string[] {
  const columnOf = new Map(began);
  const faults: string[] = [];
  for (const { seq, changes } of events) {
    for (const { card, to } of changes) if (card && to?.columnId) columnOf.set(card, to.columnId);
    for (const [column, max] of Object.entries(board.limits)) {
      const load = [...columnOf.values()].filter((each) => each === column).length;
      if (load > max) faults.push(`${board.path}: ${load} cards at a limit of ${max} after event ${seq}`);
    }
  }
  return faults;
}
