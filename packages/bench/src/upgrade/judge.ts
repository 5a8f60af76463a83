import type { World } from '../stack/world.js';
import type { Journal } from './journal.js';
import type { LoadedBoard } from './loaded-board.js';
import type { ResumingStream } from './streams.js';

/** A sentence about what must hold, and what contradicts it. */
export type Verdict = { rule: string; ok: boolean; faults: string[] };

type Event = { seq: number; at: Date; changes: { card?: number; to?: { columnId?: string } | null }[] };

/** Compares the database with what was acknowledged, after the load has ended. `columnOf`: of each card when it began. */
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
    gaps.push(...gapsIn(board, events, await clockOf(world, board)));
    over.push(
      ...exceededIn(
        board,
        events.filter((event) => event.seq > seq),
        columnOf,
      ),
    );
  }
  const last = new Map(
    await Promise.all(boards.map(async ({ board }) => [board, await clockOf(world, board)] as const)),
  );
  const late = streams
    .filter((stream) => stream.seq !== last.get(stream.board))
    .map((stream) => `a stream of ${stream.board.path} ended at ${stream.seq} of ${last.get(stream.board)}`);
  const failed = await world.query<{ name: string; count: number }>(
    `SELECT name, count(*)::int FROM pgboss.job WHERE state = 'failed' GROUP BY 1`,
  );
  return [
    verdict('Nothing acknowledged is lost', lost),
    verdict('Nothing was done twice', twice),
    verdict('The events of each board have no gap, and time does not run backwards', gaps),
    verdict('The limits hold at every event', over),
    verdict('Streams go on without a gap or a double', [...streams.flatMap(({ faults }) => faults), ...late]),
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

async function clockOf(world: World, board: LoadedBoard): Promise<number> {
  const [clock] = await world.query<{ seq: number }>('SELECT seq::int FROM board_clock WHERE board_id = $1', [
    board.id,
  ]);
  return clock!.seq;
}

export function gapsIn(board: LoadedBoard, events: Event[], clock: number): string[] {
  const faults =
    events.length === clock ? [] : [`${board.path} has ${events.length} events, and its clock says ${clock}`];
  events.forEach(({ seq, at }, n) => {
    if (seq !== n + 1) faults.push(`${board.path}: event ${seq} is the ${n + 1}.`);
    if (n > 0 && at < events[n - 1]!.at)
      faults.push(`${board.path}: event ${seq} is earlier than the one before`);
  });
  return faults;
}

/** Replays the events from where the cards were. A move adds to a column whose load was below its limit. */
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
