import type { LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { pino } from 'pino';
import type { Env } from '../env.js';
import { isTracing } from '../tracing/spans.js';
import { withoutTokens } from './access/token-text.js';

/** JSON lines. A request is logged by method and path: no query, headers or body, and so no secrets. */
export function makeLog(level: Env['LOG_LEVEL']) {
  return pino({
    level,
    base: { service: 'weir-api' },
    ...(isTracing() && { mixin: traceOfLine }),
    redact: ['req.headers', '*.password', '*.token', '*.accessToken', '*.authorization'],
    serializers: {
      req: ({ method, url, ip }: { method: string; url: string; ip: string }) => ({
        method,
        path: withoutSecrets(url.split('?', 1)[0] ?? ''),
        ip,
      }),
    },
  });
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
  error = (message: unknown, ...more: unknown[]) =>
    this.pino.error(
      { context: more.at(-1), stack: message instanceof Error ? message.stack : more[0] },
      String(message),
    );
  fatal = this.error;
}

/** The paths of an invitation, of a public board and of a calendar have their token, and that of a public form its id. An API token can be in any. */
function withoutSecrets(path: string): string {
  return withoutTokens(path)
    .replace(/(\/(?:invitations|public\/boards|public\/calendars)\/[^/.]+\.)[^/]+/, '$1…')
    .replace(/(\/boards\/[^/]+\/forms\/)[^/]+/, '$1…');
}
