import { expect, test } from '@jest/globals';
import { isDeep, onlyProgram, seed } from '../model/depth.js';
import { theApi } from '../support/api.js';
import { type Call, Calls } from './calls.js';
import { Draw } from './draw.js';
import { type Cut, type Heard, sendUntil } from './lossy-calls.js';
import { type Document, type Operation, operationsOf } from './operations.js';
import { RotatingToken } from './rotating-token.js';
import { Seen } from './seen.js';
import { aWorld, rowsOf, type World } from './world.js';

// The same writes in two workspaces. In the first each is sent once. In the second it is sent up to five times with one key,
// its connections are cut at random, to the API and to the database, and its token is rotated meanwhile. Both must end in the same state.

const api = theApi({
  WEIR_TRUSTED_PROXIES: '1',
  WEIR_SMTP_URL: 'smtp://127.0.0.1:9',
  WEIR_MAIL_FROM: 'Weir <weir@weir.test>',
});
const pairs = isDeep ? 10 : 1;
const writesOfPair = isDeep ? 150 : 12;

/**
 * They end what other writes need, are for no workspace, or name something unique beyond it. Mails of an invitation are
 * counted each time they are asked for, so a retry may be refused instead of replayed.
 */
const left =
  /^(archiveWorkspace|createWorkspace|signUp|deleteBoard|planWorkspaceDeletion|deleteGuestData|sendInvitationAgain)$/;

test(
  `of ${pairs * writesOfPair} writes that are sent up to five times while connections break and tokens rotate each takes effect once`,
  async () => {
    const { body: document } = await api.nobody.get<Document>('/v1/openapi.json');
    const operations = operationsOf(document).filter(takesKey);
    const done = new Map<string, number>();
    const played = Array.from({ length: pairs }, (_, n) => n).filter(
      (n) => onlyProgram === null || n === onlyProgram,
    );
    for (const n of played) await playPair(n, document, operations, done);
    const times = [...done.values()].reduce((sum, n) => sum + n, 0);
    if (isDeep) process.stdout.write(`${times} writes of ${done.size} calls took effect, seed ${seed}\n`);
    expect(times).toBeGreaterThan((played.length * writesOfPair) / 8);
  },
  60_000 + pairs * writesOfPair * 500,
);

function takesKey({ id, parameters, access }: Operation): boolean {
  return access === 'signedIn' && !left.test(id) && parameters.some(({ name }) => name === 'Idempotency-Key');
}

/** One of the two workspaces, and who writes in it. */
type Side = { world: World; calls: Calls; token: RotatingToken };

async function playPair(n: number, document: Document, operations: Operation[], done: Map<string, number>) {
  const [calm, rough] = [
    await aSide(`calm-${n}`, document, operations),
    await aSide(`rough-${n}`, document, operations),
  ];
  const log: string[] = [];
  for (let at = 0; at < writesOfPair; at += 1) {
    const drawing = (seed + n) * 1_000_003 + at;
    const rotates = new Draw(drawing).isIn(25);
    const overlapHours = new Draw(drawing).pick([0, 1, 24]);
    const call = callOf(calm, new Draw(drawing));
    const once = await sendOnce(calm, call);
    if (rotates) await calm.token.rotate(overlapHours);
    learn(calm, call, once);

    const again = callOf(rough, new Draw(drawing));
    const many = await sendOften(rough, again, new Draw(drawing + 1), rotates ? overlapHours : null);
    learn(rough, again, many);

    log.push(
      `${again.method} ${again.path} ${JSON.stringify(again.body)?.slice(0, 300)}: ${once.status}, ${many.status}`,
    );
    expect({ ...seenIn(many), log: log.slice(-6) }).toEqual({ ...seenIn(once), log: log.slice(-6) });
    if (many.status < 300) done.set(call.operation.id, (done.get(call.operation.id) ?? 0) + 1);
  }
  const counts = async ({ world }: Side) =>
    Object.entries(await rowsOf(api, world.slug)).map(([table, { count }]) => [table, count]);
  expect({ n, rows: await counts(rough) }).toEqual({ n, rows: await counts(calm) });
}

async function aSide(name: string, document: Document, operations: Operation[]): Promise<Side> {
  const world = await aWorld(api, name);
  const token = await RotatingToken.of(api, world);
  const calls = new Calls({
    ...{ operations, document, workspace: world.slug, today: api.clock.now() },
    ...{ callers: [token.owner], seen: world.seen, foreign: new Seen() },
  });
  return { world, calls, token };
}

/** A call with a key of its own, whatever was drawn. */
function callOf({ calls }: Side, draw: Draw): Call {
  const { headers, ...call } = calls.next(draw);
  return { ...call, headers: { ...headers, 'idempotency-key': `write-${draw.from(1, 2 ** 31)}` } };
}

function sendOnce({ token }: Side, call: Call): Promise<Heard> {
  return sendUntilHeard(call, token.current(call.operation));
}

async function sendUntilHeard(call: Call, secret: string): Promise<Heard> {
  for (;;) {
    const heard = await attempt(call, secret, null);
    if (!heard) throw new Error('the connection broke by itself');
    // A connection to the database that was cut before this call.
    if (heard.status !== 503) return heard;
  }
}

/** Sends a write up to five times until it is answered for good, then once more with each secret of the token. */
async function sendOften(side: Side, call: Call, draw: Draw, overlapHours: number | null): Promise<Heard> {
  const { token } = side;
  const meanwhile: Promise<unknown>[] = [];
  if (overlapHours !== null) meanwhile.push(token.rotate(overlapHours, draw.from(0, 8)));
  for (let lost = draw.from(0, 4); lost > 0; lost -= 1) {
    const sent = attempt(call, token.either(call.operation, draw), cutAt(draw));
    if (draw.isIn(20)) meanwhile.push(cutDatabase(draw.from(0, 10)));
    if (draw.isIn(70)) expectNoFault(await sent);
    else meanwhile.push(sent.then(expectNoFault));
  }
  let final: Heard | null = null;
  while (!final) {
    const heard = await attempt(call, token.either(call.operation, draw), null);
    expectNoFault(heard);
    // 503: the database was cut off. 401: the secret before the rotation has ended.
    if (heard && heard.status !== 503 && heard.status !== 401) final = heard;
  }
  await Promise.all(meanwhile);
  if (final.status >= 300) return final;
  for (const secret of token.valid(call.operation)) {
    const replayed = await sendUntilHeard(call, secret);
    const { status, body } = final;
    const kept = { call: `${call.method} ${call.path}`, status, body, replayed: 'true' };
    expect({ ...kept, ...replayed, replayed: replayed?.headers['idempotent-replayed'] }).toMatchObject(kept);
  }
  return final;
}

function attempt(call: Call, authorization: string, cut: Cut): Promise<Heard | null> {
  return sendUntil(cut, api.origin, { ...call, headers: { ...call.headers, authorization } });
}

/** A call that met a broken connection to the database is answered with 503, which is not kept for its key. */
function expectNoFault(heard: Heard | null): void {
  if (!heard || heard.status < 500) return;
  expect({ status: heard.status, replayed: heard.headers['idempotent-replayed'] }).toEqual({ status: 503 });
}

function cutAt(draw: Draw): Cut {
  return draw.pick<Cut>(['inRequest', 'inAnswer', { after: draw.from(0, 12) }, { after: draw.from(0, 12) }]);
}

/** Ends the API's connections that are at work, after this many milliseconds. */
async function cutDatabase(after: number): Promise<void> {
  await api.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity, pg_sleep($1)
      WHERE datname = current_database() AND application_name = 'weir-api' AND state <> 'idle'`,
    [after / 1000],
  );
}

function learn({ world }: Side, { path }: Call, { body, headers }: Heard): void {
  world.seen.learn(path, body, headers.etag ?? null);
}

/** What both workspaces must have in common. */
function seenIn({ status, headers, body }: Heard) {
  return { status, code: (body as { code?: string }).code, seq: headers['board-seq'] };
}
