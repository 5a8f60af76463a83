import { theApi } from '../support/api.js';
import { apiProcess } from '../support/api-process.js';
import { Collector, outsideSpan, outsideTrace, traceParent } from './collector.js';

const collector = new Collector();
beforeAll(() => collector.start());
const api = theApi();
afterAll(() => collector.stop());

test('if trace contexts are honoured, a call continues the trace of its caller, and is sampled only if that trace is', async () => {
  const traced = await apiProcess(api, {
    ...collector.settings,
    OTEL_TRACES_SAMPLER_ARG: '0',
    WEIR_TRACE_PARENT: 'honour',
    WEIR_DRAIN_SECONDS: '0',
  });
  const { member } = api.people;
  const unsampled = await traced.as(member).get('/v1/me', traceParent('00'));
  const sampled = await traced.as(member).get('/v1/me', traceParent('01'));
  const requestId = sampled.headers.get('x-request-id');
  const call = await collector.span(({ is }) => is['weir.request.id'] === requestId);
  await traced.stop();
  expect(call).toMatchObject({ traceId: outsideTrace, parentSpanId: outsideSpan });
  const isCollected = collector.spans.some(
    ({ is }) => is['weir.request.id'] === unsampled.headers.get('x-request-id'),
  );
  expect(isCollected).toBe(false);
});
