import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  answerRequest,
  confirmReceipt,
  connect,
  createCard,
  each,
  type Followed,
  follow,
  getBoard,
  getCard,
  listBoards,
  listRequests,
  moveCard,
  orThrow,
  Refused,
  signIn,
  submitRequest,
  Unreachable,
} from '../src/index.js';
import { CuttingProxy } from './cutting-proxy.js';
import { aWeir, columns, type Weir } from './weir.js';

const workspace = 'client';
let weir: Weir;
let proxy: CuttingProxy;
let viaProxy: string;
beforeAll(async () => {
  weir = await aWeir(workspace);
  proxy = new CuttingProxy(weir.url);
  viaProxy = await proxy.start();
});
afterAll(() => proxy.stop());

test('a card whose answer got lost three times is created once', async () => {
  await weir.aBoard('CUT', columns({ Ready: null, Doing: 3, Done: null }));
  const path = { workspace, board: 'CUT' };
  const client = connect({ url: viaProxy, token: weir.session });
  proxy.cuts = 3;
  proxy.requests = 0;
  const { data, response } = await createCard({ client, path, body: { title: 'Once' } });
  expect(data).toMatchObject({ number: 1, title: 'Once' });
  expect(response?.headers.get('idempotent-replayed')).toBe('true');
  expect(proxy.requests).toBe(4);
  expect(orThrow(await getBoard({ client, path })).cards).toHaveLength(1);
});

test('a lost answer is an exception that names the address, once the attempts are used up', async () => {
  const client = connect({ url: viaProxy, token: weir.session, retries: { attempts: 2 } });
  proxy.cuts = 2;
  const call = getBoard({ client, path: { workspace, board: 'CUT' } });
  await expect(call).rejects.toThrow(Unreachable);
  await expect(call).rejects.toThrow(viaProxy);
});

test('repeats no call without a key that may have taken effect', async () => {
  const client = connect({ url: viaProxy, token: weir.session });
  proxy.cuts = 1;
  proxy.requests = 0;
  // Signing in takes no key: a repetition would begin a second session.
  await expect(signIn({ client, body: weir.person })).rejects.toThrow(Unreachable);
  expect(proxy.requests).toBe(1);
});

test('a full column is refused with its figures and its ways out, typed by the code', async () => {
  const board = await weir.aBoard('FULL', columns({ Ready: null, Doing: 1, Done: null }));
  const [ready, doing] = board.columns;
  const path = { workspace, board: 'FULL' };
  const { client } = weir;
  for (const columnId of [doing!.id, ready!.id])
    orThrow(await createCard({ client, path, body: { title: 'Work', columnId } }));
  const { data, error } = await moveCard({
    client,
    path: { ...path, number: 2 },
    body: { columnId: doing!.id },
  });
  expect(data).toBeUndefined();
  if (error?.code !== 'wip-limit-reached') throw new Error(`refused with ${error?.code}`);
  expect(error.limits).toMatchObject([{ of: 'Doing', max: 1, load: 1 }]);
  expect(error.options[0]).toMatchObject({ kind: 'finish', card: { ref: 'FULL-1' } });
  // A precondition that failed is a refusal as well.
  const headers = { 'If-Match': '"99"' };
  const late = await moveCard({
    client,
    path: { ...path, number: 2 },
    headers,
    body: { columnId: ready!.id },
  });
  expect(late.error?.code).toBe('precondition-failed');
});

test('waits as long as Retry-After says when its token has no points left', async () => {
  await weir.aBoard('RATE', columns({ Ready: null, Doing: 3, Done: null }));
  const path = { workspace, board: 'RATE' };
  const statuses: number[] = [];
  const client = connect({
    url: weir.url,
    token: await weir.aToken(),
    fetch: async (request, init) => {
      const answer = await fetch(request, init);
      statuses.push(answer.status);
      return answer;
    },
  });
  const description = 'Long. '.repeat(3_300);
  for (let n = 0; n < 13; n += 1)
    orThrow(await createCard({ client, path, body: { title: `Card ${n}`, description } }));
  expect(statuses).toContain(429);
  expect(statuses.filter((status) => status === 201)).toHaveLength(13);
});

test('does not wait for an intake that is full for hours: the refusal says until when', async () => {
  await weir.aBoard('DEEP', columns({ Ready: null, Doing: 3, Done: null }), { depth: 1 });
  const path = { workspace, board: 'DEEP' };
  const { client } = weir;
  orThrow(await submitRequest({ client, path, body: { title: 'The first' } }));
  const call = submitRequest({ client, path, body: { title: 'The second' } }).then(orThrow);
  await expect(call).rejects.toThrow(Refused);
  const refused = (await call.catch((error: unknown) => error)) as Refused;
  expect(refused.problem).toMatchObject({ code: 'intake-queue-full', waiting: 1, depth: 1 });
  expect(refused.retryAfter).toBeGreaterThan(3600);
});

test('iterates over a list of several pages, each item once and in order', async () => {
  await weir.aBoard('PAGE', columns({ Ready: null, Doing: 3, Done: null }), {
    depth: 50,
    openPerRequester: 50,
  });
  const path = { workspace, board: 'PAGE' };
  const { client } = weir;
  for (let n = 1; n <= 7; n += 1)
    orThrow(await submitRequest({ client, path, body: { title: `Request ${n}` } }));
  const numbers: number[] = [];
  for await (const { number } of each(listRequests, { client, path, query: { size: 3 } }))
    numbers.push(number);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const absent = each(listRequests, { client, path: { workspace, board: 'NONE' } });
  await expect(absent.next()).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('follows a board over broken connections, without a gap and without a repetition', async () => {
  const board = await weir.aBoard('LIVE', columns({ Ready: null, Doing: 3, Done: null }));
  const path = { workspace, board: 'LIVE' };
  const client = connect({ url: viaProxy, token: weir.session });
  const stop = new AbortController();
  const events = follow({ client, path, after: board.seq, signal: stop.signal });
  const seen: Followed[] = [];
  for (let n = 1; n <= 4; n += 1) {
    orThrow(await createCard({ client: weir.client, path, body: { title: `Card ${n}` } }));
    const { value } = await events.next();
    seen.push(value as Followed);
    // What happens while the connection is down arrives too.
    proxy.cutAll();
  }
  stop.abort();
  expect((await events.next()).done).toBe(true);
  expect(seen.map(({ type, seq }) => [type, seq])).toEqual(
    [1, 2, 3, 4].map((n) => ['card.created', board.seq + n]),
  );
});

test('a request lives from asking to its receipt, its card from accepting to delivery', async () => {
  const board = await weir.aBoard('LIFE', columns({ Ready: null, Doing: 1, Done: null }));
  const [ready, doing, done] = board.columns.map(({ id }) => id);
  const path = { workspace, board: 'LIFE' };
  const { client } = weir;
  const asked = orThrow(await submitRequest({ client, path, body: { title: 'A sandbox' } }));
  expect(asked).toMatchObject({ ref: 'LIFE-R1', state: 'waiting', position: 1 });
  const request = { ...path, number: asked.number };
  const answered = orThrow(await answerRequest({ client, path: request, body: { kind: 'accept' } }));
  const card = { ...path, number: answered.card!.number };
  expect(orThrow(await getCard({ client, path: card }))).toMatchObject({
    columnId: ready,
    committedAt: null,
  });
  for (const columnId of [doing!, done!]) orThrow(await moveCard({ client, path: card, body: { columnId } }));
  expect(orThrow(await confirmReceipt({ client, path: request, body: { ok: true } }))).toMatchObject({
    work: { state: 'delivered', received: expect.any(String) },
  });
  const again = await answerRequest({ client, path: request, body: { kind: 'accept' } });
  expect(again.error?.code).toBe('already-answered');
});

test('asks for a token before each call, so that it can rotate', async () => {
  const tokens = ['not a token', weir.session];
  const client = connect({ url: weir.url, token: () => tokens.shift() ?? weir.session });
  const path = { workspace };
  expect((await listBoards({ client, path })).error?.code).toBe('not-signed-in');
  expect((await listBoards({ client, path })).data?.nextCursor).toBeNull();
});

test('refuses an address with a token in it', () => {
  expect(() => connect({ url: 'https://weir_secret@weir.example.com' })).toThrow('Give the token as `token`');
});
