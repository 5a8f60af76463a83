import { Counter, Histogram, type Registry } from '@prometheus-io/client';
import { problems } from '@weir/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemCodeOf } from '../http/problems/problem-code.js';

/**
 * Counts calls by route, refusals by code, and measures the time of calls by kind. Times have no route, because a histogram has a
 * dozen series for each combination of its labels.
 */
export function measureCalls(fastify: FastifyInstance, registry: Registry): void {
  const calls = new Counter({
    name: 'weir_http_requests_total',
    help: 'Calls by method, route and status. Streams count when they end',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'weir_http_request_duration_seconds',
    help: 'Time to answer, by kind of call and class of status. Streams are not in it',
    labelNames: ['kind', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'weir_http_refusals_total',
    help: 'Answers with a problem, by its code and status',
    labelNames: ['code', 'status'],
    registers: [registry],
  });
  const bounds = new Counter({
    name: 'weir_time_bounds_total',
    help: 'Calls that were refused because a bound of time fired, by the bound',
    labelNames: ['bound'],
    registers: [registry],
  });

  // Without them, the first refusals after a start would not be an increase.
  for (const code of ['internal', 'overloaded', 'rate-limited'] as const)
    refusals.inc({ code, status: String(problems[code].status) }, 0);

  fastify.addHook('onSend', (_request, reply, payload, done) => {
    const code = problemCodeOf(reply, payload);
    if (code) refusals.inc({ code, status: String(reply.statusCode) });
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, firedBound } = request;
    // The hook above does not run for these answers.
    if (request.isShed) refusals.inc({ code: 'overloaded', status: String(reply.statusCode) });
    const route = routeOptions.url ?? 'none';
    calls.inc({ method, route, status: String(reply.statusCode) });
    if (firedBound) bounds.inc({ bound: firedBound });
    if (!isStream(reply)) {
      const labels = { kind: kindOf(request), status: `${Math.floor(reply.statusCode / 100)}xx` };
      durations.observe(labels, reply.elapsedTime / 1000);
    }
    done();
  });
}

function isStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}

/** A call without a route can have any method and path that a caller made up. */
function kindOf({ method, routeOptions: { url } }: FastifyRequest): 'health' | 'read' | 'write' | 'none' {
  if (url === undefined) return 'none';
  if (url.startsWith('/health/') || url === '/metrics') return 'health';
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'read' : 'write';
}
