import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { type ApiProcess, apiProcess } from '../support/api-process.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { Mailbox } from '../support/servers/mailbox.js';
import { timed } from '../support/usual-bounds.js';
import { Receiver } from '../webhooks/receiver.js';
import { Collector, outsideTrace, traceParent } from './collector.js';

const collector = new Collector();
const receiver = new Receiver();
const mailbox = new Mailbox();
beforeAll(() => Promise.all([collector.start(), receiver.start(), mailbox.start()]));
const api = theApi();
afterAll(() => Promise.all([collector.stop(), receiver.stop(), mailbox.stop()]));
const { owner, manager, member, requester } = api.people;

describe('with a collector', () => {
  let traced: ApiProcess;
  let board: BoardUnderTest;
  beforeAll(async () => {
    board = await aBoard().column('Doing', { limit: 1 }).make();
    traced = await apiProcess(api, {
      ...collector.settings,
      OTEL_TRACES_SAMPLER: 'always_on',
      WEIR_BACKGROUND: 'on',
      WEIR_DATABASE_POOL: '2',
      WEIR_WEBHOOK_RECEIVERS: receiver.origin,
      WEIR_SMTP_URL: mailbox.url,
      WEIR_MAIL_FROM: 'weir@people.test',
      WEIR_DRAIN_SECONDS: '0',
    });
  });

  test('a call is a span of its route, with its statements by name below it, and the log names its trace', async () => {
    const { status, headers } = await traced.as(member).createCard(board, { title: 'marked title' });
    expect(status).toBe(201);
    const id = headers.get('x-request-id');
    const call = await collector.span(({ is }) => is['weir.request.id'] === id);
    expect(call).toMatchObject({
      name: 'POST /v1/workspaces/:workspace/boards/:board/cards',
      is: {
        'http.route': '/v1/workspaces/:workspace/boards/:board/cards',
        'http.request.method': 'POST',
        'http.response.status_code': 201,
        'weir.caller': 'person',
      },
    });
    const below = collector.within(call);
    const write = below.find(({ name }) => name === 'board queue create-card');
    expect(write?.parentSpanId).toBe(call.spanId);
    expect(below.find(({ name }) => name === 'create-card')).toMatchObject({
      parentSpanId: write?.spanId,
      is: { 'db.system.name': 'postgresql' },
    });
    const line = traced.lines().find(({ reqId, msg }) => reqId === id && msg === 'answered');
    expect(line).toMatchObject({ trace: call.traceId });
  });

  test('the span of a refusal has its code, and no span has a text, a query, an id of a card or an error’s message', async () => {
    const marked = await traced.as(member).get(`${board.path}/cards?text=marked-query`);
    await traced.as(member).get(`${board.path}/cards/987654`);
    const malformed = await traced.as(member).post(`${board.path}/cards`, '{"title": marked-body');
    expect(malformed.status).toBe(400);
    const unknown = await traced.nobody.get('/v1/marked-path');
    for (const { headers } of [marked, malformed, unknown])
      await collector.span(({ is }) => is['weir.request.id'] === headers.get('x-request-id'));
    const missing = await collector.span(({ is }) => is['error.type'] === 'not-found');
    expect(missing.status.code ?? 0).toBe(0);
    expect(collector.text).not.toMatch(/marked|987654|demo|people\.test/);
    expect(collector.text).not.toContain(board.key);
    expect(collector.spans.filter(({ name }) => /health|metrics/.test(name))).toEqual([]);
    expect(collector.spans.some(({ name }) => /^SELECT [a-z_.]+$/.test(name))).toBe(true);
  });

  test('a fault marks its span as an error without the message, and the request’s id in the answer finds the trace', async () => {
    await api.pool.query('ALTER TABLE memberships RENAME COLUMN joined_at TO hidden');
    const failed = await traced.as(owner).get<{ detail: string }>('/v1/workspaces/demo/members');
    await api.pool.query('ALTER TABLE memberships RENAME COLUMN hidden TO joined_at');
    const id = /logged as (\S+)\.$/.exec(failed.body.detail)?.[1];
    const call = await collector.span(({ is }) => is['weir.request.id'] === id);
    expect(call).toMatchObject({ status: { code: 2 }, is: { 'error.type': 'internal' } });
    expect(call.status.message ?? '').toBe('');
    expect(collector.within(call).some(({ is }) => is['error.type'] === '42703')).toBe(true);
    expect(traced.lines().find(({ reqId, msg }) => reqId === id && msg === 'a fault')).toMatchObject({
      trace: call.traceId,
    });
  });

  test('a statement that waited for a connection is in the trace of its own call, with the wait', async () => {
    const statementsOf = async ({ headers }: { headers: Headers }) => {
      const id = headers.get('x-request-id');
      const call = await collector.span(({ is }) => is['weir.request.id'] === id);
      const within = collector.within(call).filter(({ is }) => is['db.query.summary'] !== undefined);
      return within.map(({ name }) => name).toSorted();
    };
    const read = () => traced.as(member).get('/v1/workspaces/demo/members');
    await read();
    const alone = await statementsOf(await read());
    expect(alone.length).toBeGreaterThan(0);
    const together = await Promise.all(Array.from({ length: 8 }, read));
    for (const answer of together) expect(await statementsOf(answer)).toEqual(alone);
    expect(collector.spans.some(({ name }) => name === 'wait for a connection')).toBe(true);
  });

  test('a caller can neither choose a trace nor force sampling', async () => {
    const { headers } = await traced.as(member).get('/v1/me', traceParent('01'));
    const call = await collector.span(({ is }) => is['weir.request.id'] === headers.get('x-request-id'));
    expect(call.traceId).not.toBe(outsideTrace);
    expect(call.parentSpanId ?? '').toBe('');
  });

  test('jobs, mails and webhooks begin new traces, and receivers get no trace context', async () => {
    const sent = { name: 'Marked hook', url: `${receiver.origin}/hook` };
    expect((await traced.as(manager).post('/v1/workspaces/demo/webhooks', sent)).status).toBe(201);
    const { body: asked } = await traced.as(requester).submit(board, { title: 'marked ask' });
    const marked = { ...decline, message: 'marked answer' };
    const answer = await traced.as(manager).answer(board, asked.number, marked);
    expect(answer.status).toBe(200);
    const hook = await collector.span(({ name }) => name === 'POST webhook');
    expect(hook.is['http.response.status_code']).toBe(204);
    await collector.span(({ name }) => name === 'send mail');
    const job = await collector.span(({ name }) => name === 'job intake-sweep');
    expect(job.parentSpanId ?? '').toBe('');
    expect(receiver.at('/hook')[0]?.headers).not.toHaveProperty('traceparent');
    expect(collector.text).not.toMatch(/marked|people\.test|\/hook/);
    expect(collector.resources[0]).toMatchObject({ 'service.name': 'weir-api' });
    expect(Object.keys(collector.resources[0] ?? {})).not.toEqual(
      expect.arrayContaining(['process.command_args']),
    );
  });

  test('a collector that hangs delays no call and no stop of the API', async () => {
    collector.hangs = true;
    await traced.as(member).get('/v1/me');
    await collector.another();
    const seconds: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      const { answer, seconds: taken } = await timed(() => traced.as(member).get('/v1/me'));
      expect(answer.status).toBe(200);
      seconds.push(taken);
    }
    seconds.push((await timed(() => traced.stop())).seconds);
    collector.hangs = false;
    // Its timeouts are ten seconds and longer. All calls together can take that long on a busy machine.
    expect(Math.max(...seconds)).toBeLessThan(9);
  });
});

test('without a collector the SDK of OpenTelemetry is not loaded', async () => {
  const built = new URL('../../dist/', import.meta.url).href;
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { console.log('loads', url); return next(url, context); } });
    await import('${built}application.js');
    await (await import('${built}tracing/start.js')).startTracing({});`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  const { stdout } = await run;
  expect(stdout).toMatch(/^loads .*\/fastify\//m);
  expect(stdout).not.toMatch(
    /^loads .*(@opentelemetry\/(sdk|otlp|instrumentation|exporter)|@fastify\/otel)/m,
  );
});
