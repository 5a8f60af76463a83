import { context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isTracing } from '../tracing/spans.js';
import { problemCodeOf } from './problems/problem-code.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace of this call, if it is sampled. */
    traceId?: string | undefined;
  }
}

/**
 * Makes a span of each call but health checks: by its route, with status, code of a problem, class of the caller, and the
 * request's id. No path, query, header or body. Call it before other hooks are added. Does nothing without tracing.
 */
export async function traceCalls(fastify: FastifyInstance): Promise<void> {
  fastify.decorateRequest('traceId', undefined);
  if (!isTracing()) return;
  const { FastifyOtelInstrumentation } = await import('@fastify/otel');
  const instrumentation = new FastifyOtelInstrumentation({
    instrumentHooks: false,
    instrumentHandler: false,
    recordExceptions: false,
    ignorePaths: ({ url }) => /^\/(health\/|metrics)/.test(url),
    requestHook: describe,
  });
  await fastify.register(instrumentation.plugin());
  const spans = new WeakMap<FastifyRequest, Span>();
  const failed = new WeakSet<FastifyRequest>();

  fastify.addHook('onRequest', (request, _reply, done) => {
    const { span } = request.opentelemetry();
    if (span?.isRecording()) {
      spans.set(request, span);
      request.traceId = span.spanContext().traceId;
    }
    done();
  });
  // A body ends in the context of its connection.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span) context.with(trace.setSpan(context.active(), span), done);
    else done();
  });
  fastify.addHook('onError', (request, _reply, _error, done) => {
    failed.add(request);
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const span = spans.get(request);
    if (span) {
      const code = problemCodeOf(reply, payload);
      span.setAttribute('weir.caller', callerClass(request));
      if (code) span.setAttribute('error.type', code);
      // The instrumentation has set the message of the error, which can have a part of the body.
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      else if (failed.has(request)) span.setStatus({ code: SpanStatusCode.OK });
    }
    done(null, payload);
  });
}

function describe(span: Span, { method, routeOptions, id }: FastifyRequest): void {
  const route = routeOptions.url ?? 'none';
  span.updateName(`${method} ${route}`);
  // The instrumentation puts the whole address there, with its query.
  span.setAttribute('url.path', route);
  span.setAttribute('weir.request.id', id);
}

function callerClass({ bearer }: FastifyRequest): 'person' | 'token' | 'nobody' {
  if (!bearer) return 'nobody';
  return bearer.token ? 'token' : 'person';
}
