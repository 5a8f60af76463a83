import type { LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import { type LogFn, type Logger, pino } from 'pino';
import type { Env } from '../../env.js';
import { errorText, framesOf, loggedError, withoutAddresses } from '../../error-text.js';
import { isTracing } from '../../tracing/spans.js';
import { withoutTokens } from '../access/token-text.js';

/**
 * JSON lines without personal data (docs/operations/log.md): a request is logged by its route, an error without the values
 * that its message quotes, and no line has an e-mail address.
 */
export function makeLog(level: Env['LOG_LEVEL']) {
  return pino({
    level,
    base: { service: 'weir-api' },
    ...(isTracing() && { mixin: traceOfLine }),
    hooks: { logMethod: logWithoutAddresses },
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method, path: pathOf(request), ip: request.ip }),
      err: (error: unknown) => loggedError(error),
    },
  });
}

function logWithoutAddresses(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const texts = args.map((each: unknown) => (typeof each === 'string' ? withoutAddresses(each) : each));
  method.apply(this, texts as Parameters<LogFn>);
}

/** Each line of a call that is sampled names its trace. */
function traceOfLine(): object {
  const span = trace.getActiveSpan();
  return span?.isRecording() ? { trace: span.spanContext().traceId } : {};
}
export type Log = ReturnType<typeof makeLog>;

/** Nest's own messages in the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Log) {}

  log = (message: unknown, ...more: unknown[]) => this.pino.debug({ context: more.at(-1) }, String(message));
  warn = (message: unknown, ...more: unknown[]) => this.pino.warn({ context: more.at(-1) }, String(message));
  debug = (message: unknown, ...more: unknown[]) =>
    this.pino.debug({ context: more.at(-1) }, String(message));
  verbose = (message: unknown, ...more: unknown[]) =>
    this.pino.trace({ context: more.at(-1) }, String(message));
  error = (message: unknown, ...more: unknown[]) => {
    const stack = framesOf(more[0]);
    const text = message instanceof Error ? errorText(message) : String(message);
    this.pino.error({ context: more.at(-1), ...(stack && { stack }) }, text);
  };
  fatal = this.error;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Parameters whose value gives access without a sign-in. */
const secretParameters = new Set(['token', 'form']);

/**
 * The pattern of the route, with the values of workspaces, boards, numbers and ids. Other values are not logged, because callers choose
 * them. A path without a route is not logged either.
 */
function pathOf({ routeOptions, params }: FastifyRequest): string {
  const values = (params ?? {}) as Record<string, string | undefined>;
  const route = routeOptions?.url ?? 'none';
  return withoutTokens(route.replace(/:(\w+)/g, (_, name: string) => shown(name, values[name] ?? '')));
}

function shown(name: string, value: string): string {
  // The first part of a token is the workspace's address.
  if (name === 'token') return /^[a-z0-9-]{1,64}\./.test(value) ? `${value.split('.', 1)[0]}.…` : '…';
  if (secretParameters.has(name)) return '…';
  const isName = (name === 'workspace' || name === 'board') && /^[\w-]{1,64}$/.test(value);
  return isName || /^\d{1,12}$/.test(value) || uuid.test(value) ? value : '…';
}
