import { theApi } from '../support/api.js';
import { apiProcess } from '../support/api-process.js';
import { Collector } from './collector.js';

const collector = new Collector();
beforeAll(() => collector.start());
const api = theApi();
afterAll(() => collector.stop());

const otherTrace = '0af7651916cd43dd8448eb211c80319c';
const parentOf = (sampled: '00' | '01') => ({ traceparent: `00-${otherTrace}-b7ad6b7169203331-${sampled}` });

test('where trace contexts are honoured, a call continues the trace of its caller, and is not sampled where that is not', async () => {
  const traced = await apiProcess(api, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_TRACES_SAMPLER_ARG: '0',
    WEIR_TRACE_PARENT: 'honour',
    WEIR_DRAIN_SECONDS: '0',
  });
  const { member } = api.people;
  const unsampled = await traced.as(member).get('/v1/me', parentOf('00'));
  const sampled = await traced.as(member).get('/v1/me', parentOf('01'));
  const requestId = sampled.headers.get('x-request-id');
  const call = await collector.span(({ is }) => is['weir.request.id'] === requestId);
  await traced.stop();
  expect(call).toMatchObject({ traceId: otherTrace, parentSpanId: 'b7ad6b7169203331' });
  const left = collector.spans.some(
    ({ is }) => is['weir.request.id'] === unsampled.headers.get('x-request-id'),
  );
  expect(left).toBe(false);
});
