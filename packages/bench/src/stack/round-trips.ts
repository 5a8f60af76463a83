import { type Call, HttpClient } from '../load/http-client.js';
import { anAskedBoard, decline, letWait, request } from './asked-board.js';
import { aLimitedBoard } from './limited-board.js';
import type { Seen, Wire } from './wire.js';
import type { BenchBoard, World } from './world.js';

/** What one API call needs from PostgreSQL: round trips, and how often each statement ran. */
export type RoundTrips = Record<string, { roundTrips: number; statements: Record<string, number> }>;

/** The text of the API's statements as it sent them. The floor runs the same text. */
export type Statements = { move: string; create: string; head: string; submit: string; requests: string };

/** Makes a few calls to the API, whose connection to PostgreSQL is observed. */
export async function countRoundTrips(
  wire: Wire,
  world: World,
): Promise<{ roundTrips: RoundTrips; statements: Statements }> {
  const board = await aBoard(world);
  const limited = await aLimitedBoard(world, 'SIX', 6);
  const client = new HttpClient(world.origin, world.token);
  const roundTrips: RoundTrips = {};
  try {
    const all = { ...(await callsOf(board, limited)), ...(await callsOfIntake(world)) };
    for (const [name, [first, ...calls]] of Object.entries(all)) {
      // The one-time work of the first call is not counted.
      const etag = (await client.send(first!)).etag ?? '';
      wire.take();
      for (const call of calls) {
        await client.send(call.status === 304 ? { ...call, headers: { 'if-none-match': etag } } : call);
      }
      roundTrips[name] = each(wire.take(), calls.length);
    }
  } finally {
    await client.close();
  }
  return { roundTrips, statements: statementsOf(wire.texts) };
}

function aBoard(world: World): Promise<BenchBoard> {
  return world.makeBoard(
    'COUNT',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit: { max: 100, mode: 'block' } },
      { name: 'Shut', kind: 'active', limit: { max: 0, mode: 'block' } },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: 11 },
  );
}

async function callsOf(board: BenchBoard, limited: BenchBoard): Promise<Record<string, Call[]>> {
  const { path } = board;
  const cards = await board.numbersIn('Ready');
  const move = (number: number, column: string, status: number, on = board): Call => {
    const body = { columnId: on.columns[column] };
    return { method: 'PUT', path: `${on.path}/cards/${number}/position`, status, body };
  };
  const create: Call = { method: 'POST', path: `${path}/cards`, status: 201, body: { title: 'One more' } };
  const edit = (number: number): Call => {
    const body = { title: `Card ${number}, changed` };
    return { method: 'PATCH', path: `${path}/cards/${number}`, status: 200, body };
  };
  const read: Call = { method: 'GET', path, status: 200 };
  return {
    move: cards.map((number) => move(number, 'Doing', 200)),
    'move under six limits': (await limited.numbersIn('Ready')).map((number) =>
      move(number, 'Doing', 200, limited),
    ),
    refusal: cards.map((number) => move(number, 'Shut', 409)),
    create: cards.map(() => create),
    edit: cards.map((number) => edit(number)),
    read: cards.map(() => read),
    'read that finds nothing new': [read, ...cards.map(() => ({ ...read, status: 304 }))],
  };
}

async function callsOfIntake(world: World): Promise<Record<string, Call[]>> {
  const asked = await anAskedBoard(world, 'ASKED');
  const full = await anAskedBoard(world, 'NOROOM', 1);
  await letWait(world, full, 1);
  const waiting = await letWait(world, asked, 11);
  const submit = ({ path }: BenchBoard, status: number): Call => {
    return { method: 'POST', path: `${path}/requests`, status, body: request };
  };
  const list: Call = { method: 'GET', path: `${asked.path}/requests?state=waiting`, status: 200 };
  return {
    submission: waiting.map(() => submit(asked, 201)),
    'submission refused': waiting.map(() => submit(full, 429)),
    decline: waiting.map((number) => {
      return { method: 'PUT', path: `${asked.path}/requests/${number}/answer`, status: 200, body: decline };
    }),
    'list of requests': waiting.map(() => list),
  };
}

function each({ roundTrips, ran }: Seen, calls: number): RoundTrips[string] {
  const statements = [...ran].map(([name, count]) => [name, count / calls] as const);
  return { roundTrips: roundTrips / calls, statements: Object.fromEntries(statements) };
}

function statementsOf(texts: Map<string, string>): Statements {
  const text = (name: string) => {
    const found = texts.get(name);
    if (!found) throw new Error(`the API sent no statement ${name}: tell the bench what it is called now`);
    return found;
  };
  return {
    move: text('move-card'),
    create: text('create-card'),
    head: text('board-head'),
    submit: text('submit-request'),
    requests: text('request-rows'),
  };
}
