import { readFile } from 'node:fs/promises';
import type { Request } from '@weir/contract';
import { anotherInstance } from '../support/another-instance.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const token = 'a token of the tests';
const authorization = { authorization: `Bearer ${token}` };
const api = theApi({
  WEIR_METRICS_TOKEN: token,
  WEIR_ADMISSION: 'on',
  WEIR_SMTP_URL: 'smtp://mail.invalid',
  WEIR_MAIL_FROM: 'weir@people.test',
});
const { owner, manager, requester } = api.people;
const table = new URL('../../../../docs/operations/metrics.md', import.meta.url);

const metrics = async () => (await api.nobody.get<string>('/metrics', authorization)).body;
const sampleOf = (text: string, sample: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${sample} `))
      ?.slice(sample.length + 1),
  );

test('each metric has a row with its type and labels in the docs, and each row of a metric of Weir has a metric', async () => {
  await owner.get('/v1/workspaces/nowhere');
  const text = await metrics();
  const documented = [
    ...(await readFile(table, 'utf8')).matchAll(/^\| `(\w+)` \| (\w+) \| ([^|]*) \|/gm),
  ].map(([, name, type, labels]) => ({ name: name as string, type, labels: labels?.match(/[a-z]+/g) ?? [] }));
  const exposed = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => ({
    name: name as string,
    type,
  }));
  // Some of the process exist on Linux only.
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

test('metrics have routes and codes as labels, and nothing that a caller made up', async () => {
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

test('metrics count full queues, refusals at the door, overdue answers, and mails that are not sent', async () => {
  const board = await aBoard().intake({ depth: 1 }).make();
  const asked = await requester.post<Request>(`${board.path}/requests`, { title: 'First' });
  expect(asked.status).toBe(201);
  expect((await requester.post(`${board.path}/requests`, { title: 'Second' })).status).toBe(429);
  const answering = await aBoard().make();
  const { body: answered } = await requester.post<Request>(`${answering.path}/requests`, { title: 'Third' });
  const decline = { kind: 'decline', reason: 'noCapacity', message: 'There is no room for this.' };
  await manager.put(`${answering.path}/requests/${answered.number}/answer`, decline);
  await api.pool.query(
    "UPDATE mails SET due_at = now() - interval '1 hour', attempts = 1 WHERE due_at IS NOT NULL",
  );
  await api.pool.query(
    "UPDATE requests SET answer_by = now() - interval '1 minute', remind_at = NULL WHERE answered_at IS NULL",
  );
  // It has not read the boards yet, and keeps what it read for some seconds.
  const other = await anotherInstance(api, {});
  const { body } = await other.as(manager).get<string>('/metrics', authorization);
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

test('metrics come without the figures of a database that does not answer', async () => {
  const locking = await api.pool.connect();
  await locking.query('BEGIN; LOCK TABLE boards, mails');
  const other = await anotherInstance(api, {});
  const { status, body } = await other.as(owner).get<string>('/metrics', authorization);
  await locking.query('ROLLBACK');
  locking.release();
  await other.close();
  expect(status).toBe(200);
  expect(body).toMatch(/^weir_database_connections \d/m);
  expect(body).not.toMatch(/^weir_(boards|outbox_due)\b.* \d/m);
});

function byName({ name: a }: { name: string }, { name: b }: { name: string }): number {
  return a < b ? -1 : 1;
}
