import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Slot } from '../../../src/http/load/admission.js';
import { classOf, namedCalls } from '../../../src/http/load/call-classes.js';
import { all } from '../../races/crowd.js';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';
import { metricsOf, metricsToken, sampleOf } from '../../support/metrics.js';
import { password } from '../../support/people.js';
import type { Caller } from '../../support/person.js';
import { aToken } from '../../workspaces/tokens/support.js';

const api = theApi({
  WEIR_ADMISSION: 'on',
  WEIR_DATABASE_POOL: '6',
  WEIR_MAX_IN_FLIGHT: '800',
  WEIR_METRICS_TOKEN: metricsToken,
});
const { owner, member, secondMember, viewer } = api.people;

/** A metric of admission, with its labels. */
async function metric(name: string): Promise<number> {
  return sampleOf(await metricsOf(api.origin), `weir_admission_${name}`);
}

const calls = (callClass: string, outcome: string) =>
  metric(`calls_total{class="${callClass}",outcome="${outcome}"}`);

/** A connection on which a test writes HTTP itself. */
async function aConnection() {
  const { hostname, port } = new URL(api.origin);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  /** Resolves with everything received, once it contains the text. */
  const until = async (text: string) => {
    while (!received.includes(text)) await once(socket, 'data');
    return received;
  };
  return { socket, until };
}

test('each route that has a class or a lane by name exists, and HEAD has the class of GET', () => {
  const routes = api
    .service('RouteTable')
    .routes()
    .map(({ method, path }) => `${method} ${path}`);
  expect(namedCalls.filter((call) => !routes.includes(call))).toEqual([]);
  const board = '/v1/workspaces/:workspace/boards/:board';
  expect(classOf('PUT', `${board}/cards/:number/position`)).toBe('critical');
  expect([classOf('GET', board), classOf('HEAD', board)]).toEqual(['sheddablePlus', 'sheddablePlus']);
  expect(classOf('GET', undefined)).toBe('sheddable');
});

/** Takes every slot, including slots that the limit adds, until `work` is done. */
async function withoutSlots(work: () => Promise<void>): Promise<void> {
  const { admission } = api.app.getHttpAdapter().getInstance();
  const slots: Slot[] = [];
  let isOver = false;
  const takers = all(4, async (n) => {
    const call = { class: 'criticalPlus', caller: `taker ${n}`, isGone: () => false } as const;
    while (!isOver) {
      const slot = await admission?.enter(call);
      if (slot) slots.push(slot);
    }
  });
  try {
    while (!admission?.isOverloaded) await pause(10);
    await work();
  } finally {
    isOver = true;
    for (const slot of slots) slot.end();
    await takers;
    for (const slot of slots) slot.end();
    while (admission?.isOverloaded) await pause(10);
  }
}

test('without a free slot calls get 503 and health answers; calls are served again once slots are free', async () => {
  await withoutSlots(async () => {
    const before = await calls('sheddable', 'refused');
    const refused = await all(20, () => viewer.get('/v1/workspaces/demo/members'));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    expect(refused[0]).toMatchObject({ body: { code: 'overloaded', retryAfterSeconds: 1 } });
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await calls('sheddable', 'refused')).toBe(before + 20);
    const german = await viewer.get('/v1/workspaces/demo/members', { 'accept-language': 'de' });
    expect(german).toMatchObject({ status: 503, body: { title: 'Weir ist überlastet' } });
    const tool = await viewer.post('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect(tool).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    expect(tool.headers.get('retry-after')).toBe('1');
    expect(await api.nobody.get('/health/live')).toMatchObject({ status: 200 });
    expect(await api.nobody.get('/health/ready')).toMatchObject({ status: 200 });
  });
  const answered = await all(20, () => viewer.get('/v1/workspaces/demo/members'));
  expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await metric('running')).toBe(0);
});

test('a call is refused before its body arrives, and the connection then serves the next call', async () => {
  const { socket, until } = await aConnection();
  await withoutSlots(async () => {
    const headers = 'host: weir.test\r\ncontent-type: application/json\r\ncontent-length: 100000';
    socket.write(`POST /v1/email-confirmations HTTP/1.1\r\n${headers}\r\n\r\n`);
    expect(await until('\r\n\r\n')).toMatch(/^HTTP\/1.1 503/);
    socket.write(`${' '.repeat(100_000)}GET /health/live HTTP/1.1\r\nhost: weir.test\r\n\r\n`);
    await until('HTTP/1.1 200');
  });
  socket.destroy();
});

test('waiting writes of one board stop neither other boards nor its own readers', async () => {
  const [stuck, other] = [await aBoard(api).make(), await aBoard(api).make()];
  // This instance always has four slots.
  const small = await anotherInstance(api, { WEIR_MAX_IN_FLIGHT: 4 });
  const { admission } = small.app.getHttpAdapter().getInstance();
  for (const caller of ['one', 'another'])
    admission?.enter({ class: 'critical', caller, board: `demo/${stuck.key}`, isGone: () => false });
  const write = (board: { path: string }) =>
    small.as(owner).post(`${board.path}/cards`, { title: 'One more' });
  expect(await write(stuck)).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  expect((await write(other)).status).toBe(201);
  expect((await small.as(owner).get(stuck.path)).status).toBe(200);
  await small.close();
});

test('two exports run at a time, ten more wait without a slot, the next is refused, and one caller has only a few of them', async () => {
  const { admission } = api.app.getHttpAdapter().getInstance();
  const tokens: { caller: Caller }[] = [];
  while (tokens.length < 6) tokens.push(await aToken(api, owner));
  // A token counts as a caller after its first call.
  for (const { caller } of tokens) await caller.get('/v1/workspaces/demo/members');
  const exportWith = ({ caller }: { caller: Caller }) => caller.get('/v1/workspaces/demo/export/cards.csv');
  const other = await api.pool.connect();
  await other.query('BEGIN; LOCK TABLE cards IN ACCESS EXCLUSIVE MODE');
  // Two of these have the turns of their caller as a reader. The others wait without a place among the exports.
  const ofOne = Array.from({ length: 12 }, () => exportWith({ caller: owner }));
  while (admission?.figures.running !== 2) await pause(10);
  const ofOthers = tokens.flatMap((token) => [exportWith(token), exportWith(token)]);
  const refused = await Promise.race([...ofOne, ...ofOthers]);
  expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  expect(admission?.figures.running).toBe(2);
  await other.query('ROLLBACK');
  other.release();
  const statuses = async (exports: typeof ofOne) =>
    (await Promise.all(exports)).map(({ status }) => status).toSorted();
  expect(await statuses(ofOne)).toEqual(Array(12).fill(200));
  expect(await statuses(ofOthers)).toEqual([...Array(10).fill(200), 503, 503]);
});

test('streams, calls that wait for an event and slow bodies take no slot', async () => {
  const board = await aBoard(api).make();
  const streams = await all(12, () => EventListener.open(member, board));
  const before = await calls('critical', 'admitted');
  const claim = secondMember.post(`${board.path}/claims`, {}, { prefer: 'wait=60' });
  const { socket, until } = await aConnection();
  socket.write(
    `POST ${board.path}/cards HTTP/1.1\r\nhost: weir.test\r\nauthorization: Bearer ${member.token}\r\n` +
      'content-type: application/json\r\ncontent-length: 17\r\n\r\n{"title":',
  );
  while ((await calls('critical', 'admitted')) < before + 2) await pause(10);
  while ((await metric('running')) > 0) await pause(10);
  socket.write('"Slow"} ');
  await until('HTTP/1.1 201');
  socket.destroy();
  expect((await claim).status).toBe(201);
  for (const stream of streams) stream.cut();
});

test('signing in is critical-plus on a known device, and critical on another', async () => {
  const before = {
    plus: await calls('criticalPlus', 'admitted'),
    other: await calls('critical', 'admitted'),
  };
  const email = member.email;
  const first = await api.nobody.post<{ device: string }>('/v1/sessions', { email, password });
  expect(first.status).toBe(201);
  expect(await calls('criticalPlus', 'admitted')).toBe(before.plus + 1);
  expect(await calls('critical', 'admitted')).toBe(before.other + 1);
  const { device } = first.body;
  expect((await api.nobody.post('/v1/sessions', { email, password, device })).status).toBe(201);
  expect(await calls('criticalPlus', 'admitted')).toBe(before.plus + 2);
  expect(await calls('critical', 'admitted')).toBe(before.other + 1);
});

test('a sign-in that waits for the hash of its password takes no slot', async () => {
  let open = 0;
  const signIns = all(16, async (n) => {
    open += 1;
    await api.nobody.post('/v1/sessions', { email: `nobody-${n}@weir.test`, password });
    open -= 1;
  });
  let fewest = Number.POSITIVE_INFINITY;
  do {
    const running = await metric('running');
    if (open > 4) fewest = Math.min(fewest, running);
  } while (open > 0);
  await signIns;
  expect(fewest).toBe(0);
});
