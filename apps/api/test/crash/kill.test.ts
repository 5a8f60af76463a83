import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Board, changesOf, type Event } from '@weir/contract';
import { Replay } from '@weir/history';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort, type Postgres, type Server, startServer } from '@weir/stack';
import pg from 'pg';
import { Tokens } from '../../src/http/access/tokens.js';
import { isDeep } from '../model/depth.js';
import { Api } from '../support/api.js';
import { MovableClock } from '../support/clock.js';
import { patientBounds } from '../support/patient-bounds.js';
import { insertPeople } from '../support/people.js';
import { Load } from './load.js';

// The built API as a process, on its own PostgreSQL with durable commits. Both are killed.

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const secret = 'a secret of the tests, of no worth at all';
const folder = mkdtempSync(join(tmpdir(), 'weir-crash-'));
let postgres: Postgres;
let server: Server;
let load: Load | undefined;
let env: NodeJS.ProcessEnv;
let origin: string;
let token: string;

beforeAll(async () => {
  if (!existsSync(main)) throw new Error(`${main} is not there: build the API first`);
  postgres = await embeddedPostgres({ durable: true });
  await migrate(postgres.url, { appRole: 'weir_app' });
  const pool = new pg.Pool({ connectionString: postgres.url });
  const { people } = new Api();
  await insertPeople(pool, people);
  await pool.end();
  const tokens = new Tokens({ WEIR_TOKEN_SECRET: secret } as never, new MovableClock());
  token = await tokens.ofSession(
    { userId: people.owner.id, sessionId: people.owner.sessionId },
    new Date(Date.now() + 3_600_000),
  );

  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  env = {
    PATH: process.env.PATH,
    ...patientBounds,
    DATABASE_URL: postgres.appUrl,
    WEIR_TOKEN_SECRET: secret,
    WEIR_TOKEN_POINTS: '0',
    WEIR_PERSON_POINTS: '0',
    WEIR_WORKSPACE_POINTS: '0',
    API_HOST: '127.0.0.1',
    API_PORT: String(port),
    LOG_LEVEL: 'error',
  };
  await startApi();
});
afterAll(async () => {
  load?.abandon();
  await server?.kill();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('killing the API and PostgreSQL under load loses no acknowledged write', async () => {
  const board = await createBoard();
  const limited = board.columns.filter(({ limit }) => limit);
  const running = new Load(
    origin,
    token,
    path,
    board.columns.map(({ id }) => id),
    12,
  );
  load = running;

  for (let kill = 1; kill <= (isDeep ? 10 : 2); kill += 1) {
    await running.acknowledged(40);
    if (kill % 2 === 0) {
      await postgres.kill();
      await postgres.restart();
    } else {
      await server.kill();
      await startApi();
    }
    // Everything acknowledged so far is there, while the load goes on.
    await running.acknowledged(1);
    const known = running.decided.filter(({ status }) => status < 300);
    const kept = await read(board);
    expect(kept.seqs).toEqual(kept.seqs.map((_, at) => at + 1));
    expect(kept.seq).toBe(kept.seqs.length);
    for (const { id, limit } of limited) expect(kept.loads.get(id) ?? 0).toBeLessThanOrEqual(limit!.max);
    expect(new Replay().check(kept.events, [])).toEqual([]);
    const lost = known.filter(
      ({ body }) => kept.places.get(body.number)?.[body.version - 1] !== body.columnId,
    );
    expect(lost).toEqual([]);
  }
  await running.stop();

  const kept = await read(board);
  // The events tell the column of every card, and each of them is one version of its card.
  const replay = new Replay();
  replay.check(kept.events, []);
  const onBoard = replay.board.cards.filter(({ archived }) => !archived);
  expect(new Map(onBoard.map(({ number, columnId }) => [number, columnId]))).toEqual(kept.columnOf);
  expect(new Map([...kept.places].map(([number, places]) => [number, places.length]))).toEqual(kept.versions);

  // A key took effect once: a write sent twice or again after a lost answer made one card.
  const made = running.decided.filter(({ status }) => status === 201);
  for (const { write, body } of made) expect(kept.numbersTitled.get(write.key)).toEqual([body.number]);
  const titled = new Set(made.map(({ write }) => write.key));
  expect([...kept.numbersTitled.keys()].filter((title) => !titled.has(title))).toEqual([]);
  // Of a write sent twice one may be refused and the other, decided again, take effect.
  const again = running.decided.filter(({ status, lost }) => lost > 0 && status < 300).slice(0, 20);
  expect(again.length).toBeGreaterThan(0);
  for (const { write, status, body } of again) {
    const answer = await running.send(write);
    expect(answer).toMatchObject({ replayed: true });
    expect({ status: answer?.status, body: JSON.parse(answer?.text ?? '') }).toEqual({ status, body });
  }
  expect((await read(board)).seq).toBe(kept.seq);
});

const path = '/v1/workspaces/demo/boards/CRASH';

async function startApi(): Promise<void> {
  server = await startServer({
    name: 'API',
    main,
    env,
    health: `${origin}/health/ready`,
    log: join(folder, 'api.log'),
  });
}

async function createBoard(): Promise<Board> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active', limit: { max: 3 } },
    { name: 'Review', kind: 'active', limit: { max: 3 } },
    { name: 'Done', kind: 'done' },
  ];
  const body = JSON.stringify({ key: 'CRASH', name: 'Crash', columns });
  const made = await fetch(`${origin}/v1/workspaces/demo/boards`, { method: 'POST', headers, body });
  expect(made.status).toBe(201);
  return (await fetch(origin + path, { headers })).json() as Promise<Board>;
}

/** Everything that the database has of the board, in one snapshot. */
async function read({ columns }: Board) {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const events = (await client.query('SELECT seq::int, type, changes FROM events ORDER BY seq'))
      .rows as Event[];
    const { rows: cards } = await client.query(
      'SELECT number, version, title, column_id FROM cards ORDER BY number',
    );
    const { rows: clock } = await client.query('SELECT seq::int FROM board_clock');
    /** The columns of a card by its version, from the events. */
    const places = new Map<number, string[]>();
    for (const event of events) {
      for (const { card, to } of changesOf(event)) {
        if (card) places.set(card, [...(places.get(card) ?? []), (to as { columnId: string }).columnId]);
      }
    }
    return {
      events,
      places,
      seqs: events.map(({ seq }) => seq),
      seq: clock[0].seq as number,
      versions: new Map(cards.map(({ number, version }) => [number as number, version as number])),
      columnOf: new Map(cards.map(({ number, column_id }) => [number as number, column_id as string])),
      loads: new Map(columns.map(({ id }) => [id, cards.filter(({ column_id }) => column_id === id).length])),
      numbersTitled: new Map(
        [...Map.groupBy(cards, ({ title }) => title as string)].map(([title, rows]) => [
          title,
          rows.map(({ number }) => number as number),
        ]),
      ),
    };
  } finally {
    await client.end();
  }
}
