import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own words in the same log. */
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
