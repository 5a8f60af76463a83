import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forward } from '@/lib/server/forward';
import { rana } from './settings';
import { anUpstream } from './upstream';

let api: Awaited<ReturnType<typeof anUpstream>>;
beforeAll(async () => {
  Object.assign(process.env, {
    WEIR_POOL_WAIT_SECONDS: '0.05',
    WEIR_LOCK_SECONDS: '0.06',
    WEIR_CONNECT_SECONDS: '0.07',
    WEIR_STATEMENT_SECONDS: '0.08',
    WEIR_REQUEST_SECONDS: '1.1',
    WEIR_FRONT_SECONDS: '1.2',
  });
  api = await anUpstream(({ url }, response) => {
    // A frozen API never answers. Other answers end after the bound of a usual call.
    if (!url.includes('/frozen')) setTimeout(() => response.end('{}'), 1_500);
    if (url.includes('/events'))
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  });
});
afterAll(() => api.close());

const call = async (path: string) => {
  const url = `https://weir.test/api/weir/v1/workspaces/demo${path}`;
  const answer = await forward(
    new Request(url),
    ['v1', 'workspaces', 'demo', ...path.slice(1).split('/')],
    rana,
  );
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), text: await answer.text() };
};

it('answers 503 with Retry-After for an API that has not begun to answer in time, and waits longer for longer calls and streams', async () => {
  const [frozen, figures, stream] = await Promise.all([
    call('/boards/frozen'),
    call('/flow/cfd'),
    call('/boards/PLAT/events'),
  ]);
  expect(frozen).toMatchObject({ status: 503, retryAfter: '5' });
  expect(JSON.parse(frozen.text)).toMatchObject({ code: 'overloaded', retryAfterSeconds: 5 });
  expect(figures).toMatchObject({ status: 200, text: '{}' });
  expect(stream).toMatchObject({ status: 200, text: '{}' });
});
