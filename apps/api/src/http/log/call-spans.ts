import { context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isTracing } from '../../tracing/spans.js';
import { problemCodeOf } from '../problems/problem-code.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The span of a sampled call. */
    callSpan: Span | null;
    /** Whether a thrown error is the answer. */
    hasFailed: boolean;
  }
}

const notTraced = /^\/(health\/|metrics)/;

/**
 * Makes a span of each call but health checks: by its route, with status, code of a problem, class of the caller, and the
 * request's id. No path, query, header or body. `isSampled` decides for each call before a span is made. Call it before other
 * hooks are added. Does nothing without tracing.
 */
export async function traceCalls(fastify: FastifyInstance, isSampled: () => boolean): Promise<void> {
  fastify.decorateRequest('callSpan', null);
  fastify.decorateRequest('hasFailed', false);
  if (!isTracing()) return;
  const { FastifyOtelInstrumentation } = await import('@fastify/otel');
  const instrumentation = new FastifyOtelInstrumentation({
    instrumentHooks: false,
    instrumentHandler: false,
    recordExceptions: false,
    // It also calls this for each new route. Routes have a handler.
    ignorePaths: (asked) => notTraced.test(asked.url) || (!('handler' in asked) && !isSampled()),
    requestHook: (span, request) => {
      if (!span.isRecording()) return;
      request.callSpan = span;
      describe(span, request);
    },
  });
  await fastify.register(instrumentation.plugin());

  // After its body was read, a call is in the context of its connection.
  fastify.addHook('preValidation', ({ callSpan }, _reply, done) => {
    if (callSpan) context.with(trace.setSpan(context.active(), callSpan), done);
    else done();
  });
  fastify.addHook('onError', (request, _reply, _error, done) => {
    request.hasFailed = true;
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { callSpan } = request;
    if (callSpan) {
      const code = problemCodeOf(reply, payload);
      callSpan.setAttribute('weir.caller', callerClass(request));
      if (code) callSpan.setAttribute('error.type', code);
      // The instrumentation has set the message of the error, which can contain a part of the body.
      if (reply.statusCode >= 500) callSpan.setStatus({ code: SpanStatusCode.ERROR });
      else if (request.hasFailed) callSpan.setStatus({ code: SpanStatusCode.OK });
    }
    done(null, payload);
  });
}

function describe(span: Span, { method, routeOptions, id }: FastifyRequest): void {
  const route = routeOptions.url ?? 'none';
  span.updateName(`${method} ${route}`);
  // The instrumentation has set the whole address, with its query.
  span.setAttribute('url.path', route);
  span.setAttribute('weir.request.id', id);
}

function callerClass({ bearer }: FastifyRequest): 'person' | 'token' | 'nobody' {
  if (!bearer) return 'nobody';
  return bearer.token ? 'token' : 'person';
}
