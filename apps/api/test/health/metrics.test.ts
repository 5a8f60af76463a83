import { anotherInstance } from '../support/another-instance.js';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { metricsOf, metricsToken, sampleOf } from '../support/metrics.js';
import { documentedMetrics } from './documented-metrics.js';

const api = theApi({
  WEIR_METRICS_TOKEN: metricsToken,
  WEIR_ADMISSION: 'on',
  WEIR_SMTP_URL: 'smtp://mail.invalid',
  WEIR_MAIL_FROM: 'weir@people.test',
});
const { owner, manager, requester } = api.people;

const metrics = () => metricsOf(api.origin);

test('each metric has a row with its type and labels in the docs, and each documented metric of Weir exists', async () => {
  await owner.get('/v1/workspaces/nowhere');
  const text = await metrics();
  const documented = await documentedMetrics();
  const exposed = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => ({
    name: name as string,
    type,
  }));
  // Some metrics of the process exist only on Linux.
  const all = documented.filter(
    ({ name }) => name.startsWith('weir_') || exposed.some((each) => each.name === name),
  );
  expect(all.map(({ name, type }) => ({ name, type })).toSorted(byName)).toEqual(exposed.toSorted(byName));
  for (const { name, labels } of documented) {
    const [sample] = text.match(new RegExp(`^${name}(_bucket)?\\{.*\\}`, 'm')) ?? [];
    const found = [...(sample ?? '').matchAll(/(\w+)="/g)].map(([, label]) => label as string);
    for (const label of found.filter((each) => !['le', 'quantile'].includes(each)))
      expect(labels).toContain(label);
  }
});

test('refusals of the server and failures of jobs are counted from 0, so that the first one is an increase', async () => {
  const other = await anotherInstance(api, {});
  const text = await metricsOf(other.origin);
  await other.close();
  for (const sample of [
    'weir_http_refusals_total{code="internal",status="500"}',
    'weir_http_refusals_total{code="overloaded",status="503"}',
    'weir_http_refusals_total{code="rate-limited",status="429"}',
    'weir_job_runs_total{name="intake-sweep",outcome="failed"}',
  ])
    expect([sample, sampleOf(text, sample)]).toEqual([sample, 0]);
});

test('labels of metrics are routes and codes, and never text from a caller', async () => {
  await owner.get('/v1/workspaces/demo/members');
  await owner.get('/v1/workspaces/made-up-workspace/members?made-up=query');
  await api.nobody.get('/v1/made-up-path');
  const text = await metrics();
  expect(text).not.toContain('made-up');
  const members = 'method="GET",route="/v1/workspaces/:workspace/members"';
  expect(sampleOf(text, `weir_http_requests_total{${members},status="200"}`)).toBe(1);
  expect(sampleOf(text, `weir_http_requests_total{${members},status="404"}`)).toBe(1);
  expect(sampleOf(text, 'weir_http_requests_total{method="GET",route="none",status="404"}')).toBe(1);
  expect(sampleOf(text, 'weir_http_refusals_total{code="not-found",status="404"}')).toBeGreaterThanOrEqual(2);
  expect(sampleOf(text, 'weir_http_request_duration_seconds_count{kind="read",status="2xx"}')).toBe(1);
});

test('metrics count full queues, refusals at the door, overdue answers, and unsent mails', async () => {
  const board = await aBoard().intake({ depth: 1 }).make();
  await board.ask('First');
  expect((await requester.submit(board, { title: 'Second' })).status).toBe(429);
  const answering = await aBoard().make();
  const { number } = await answering.ask('Third');
  expect((await manager.answer(answering, number, decline)).status).toBe(200);
  await api.pool.query(
    "UPDATE mails SET due_at = now() - interval '1 hour', attempts = 1 WHERE due_at IS NOT NULL",
  );
  await api.pool.query(
    "UPDATE requests SET answer_by = now() - interval '1 minute', remind_at = NULL WHERE answered_at IS NULL",
  );
  // A new instance reads the boards now. An instance keeps these figures for some seconds.
  const other = await anotherInstance(api, {});
  const body = await metricsOf(other.origin);
  await other.close();
  expect(sampleOf(body, 'weir_boards_queue_full')).toBe(1);
  expect(sampleOf(body, 'weir_boards_by_gate{state="open"}')).toBe(sampleOf(body, 'weir_boards'));
  expect(sampleOf(body, 'weir_requests_waiting')).toBe(1);
  expect(sampleOf(body, 'weir_requests_overdue')).toBe(1);
  expect(sampleOf(body, 'weir_outbox_due{outbox="mail"}')).toBeGreaterThan(0);
  expect(Math.floor(sampleOf(body, 'weir_outbox_oldest_seconds{outbox="mail"}') / 3600)).toBe(1);
  expect(sampleOf(body, 'weir_outbox_failing{outbox="mail"}')).toBeGreaterThan(0);
  const here = await metrics();
  expect(sampleOf(here, 'weir_http_refusals_total{code="intake-queue-full",status="429"}')).toBe(1);
});

test('metrics leave out the figures of the boards if the database does not answer', async () => {
  const locking = await api.pool.connect();
  await locking.query('BEGIN; LOCK TABLE boards, mails');
  const other = await anotherInstance(api, {});
  const body = await metricsOf(other.origin);
  await locking.query('ROLLBACK');
  locking.release();
  await other.close();
  expect(body).toMatch(/^weir_database_connections \d/m);
  expect(body).not.toMatch(/^weir_(boards|outbox_due)\b.* \d/m);
});

function byName({ name: a }: { name: string }, { name: b }: { name: string }): number {
  return a < b ? -1 : 1;
}
