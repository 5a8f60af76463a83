import {
  type Fault,
  type JudgedBoard,
  limitFaults,
  orderFaults,
  presenceFaults,
  type RecordedEvent,
  Replay,
  type ResumingStream,
  timesOf,
  type Verdict,
  verdict,
} from '@weir/history';
import type { World } from '../stack/world.js';
import type { Journal } from './journal.js';
import { type Beginning, type LoadedBoard, lastEvents } from './loaded-board.js';

/** Compares the database with the journal, after the load. */
export async function judge(
  world: World,
  journal: Journal,
  begun: Beginning[],
  streams: ResumingStream[],
): Promise<Verdict[]> {
  const texts = new Map<string, Map<string, number>>();
  const changed: Fault[] = [];
  const gaps: Fault[] = [];
  const judged: JudgedBoard[] = [];
  const last = await lastEvents(world);
  const clocks = new Map(begun.map(({ board }) => [board.path, last.get(board.id)!]));
  for (const beginning of begun) {
    const { board } = beginning;
    texts.set(board.path, await textsOf(world, board));
    const values = await valuesOf(world, board);
    changed.push(...changedValues(board, values, journal).map((text) => ({ text })));
    const events = await eventsOf(world, board);
    gaps.push(...orderFaults({ key: board.path, events, clock: clocks.get(board.path)! }));
    judged.push(sinceBeginning(beginning, events));
  }
  const { lost, twice } = presenceFaults(journal.made, (board) => texts.get(board) ?? new Map());
  const failed = await world.query<{ name: string; count: number }>(
    `SELECT name, count(*)::int FROM pgboss.job WHERE state = 'failed' GROUP BY 1`,
  );
  return [
    verdict('No acknowledged write is lost', [...changed, ...lost]),
    verdict('No write took effect twice', twice),
    verdict('The events of each board have no gap and are in order of time', gaps),
    verdict('No limit is exceeded at any event', limitFaults(judged)),
    verdict(
      'Streams continue without a gap or a duplicate',
      streams.flatMap(({ received }) => received.faultsAt(clocks.get(received.board)!)),
    ),
    verdict(
      'No background job has failed',
      failed.map(({ name, count }) => `${name}: ${count}`),
    ),
  ];
}

/** The events of the load. Only the limits of columns count: the events before it may be those of an earlier version. */
export function sinceBeginning(
  { board, columnOf, seq }: Beginning,
  events: readonly RecordedEvent[],
): JudgedBoard {
  const begun = new Replay({
    columns: board.columns.map((id) => ({ id, name: id, kind: 'active', split: false })),
    limits: Object.entries(board.limits).map(([id, max]) => {
      return { id, scope: 'column', columnId: id, max, min: null, mode: 'block' };
    }),
    cards: [...columnOf].map(([number, columnId]) => ({
      ...{ number, columnId, swimlaneId: null, done: false, classOfService: 'standard', people: [] },
      ...{ archived: false, blocked: false, asked: false },
    })),
  });
  const since = events.filter((event) => event.seq > seq);
  return { key: board.path, begun, events: since, clock: events.length, overrides: [] };
}

function changedValues(board: LoadedBoard, values: Map<string, string>, journal: Journal): string[] {
  return [...(journal.values.get(board) ?? [])].flatMap(([thing, possible]) =>
    possible.includes(null) || possible.includes(values.get(thing) ?? '')
      ? []
      : [`${board.path} ${thing} is ${values.get(thing)}, not ${possible.join(' or ')}`],
  );
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

async function textsOf(world: World, board: LoadedBoard): Promise<Map<string, number>> {
  const rows = await world.query<{ text: string }>(
    `SELECT 'card ' || title AS text FROM cards WHERE board_id = $1
      UNION ALL SELECT 'comment ' || body FROM comments WHERE board_id = $1
      UNION ALL SELECT 'request ' || title FROM requests WHERE board_id = $1`,
    [board.id],
  );
  return timesOf(rows.map(({ text }) => text));
}

function eventsOf(world: World, board: LoadedBoard): Promise<RecordedEvent[]> {
  return world.query<RecordedEvent>(
    'SELECT seq::int, type, at, actor_id AS actor, changes FROM events WHERE board_id = $1 ORDER BY seq',
    [board.id],
  );
}
