import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Env } from './env.js';
import { errorText } from './error-text.js';
import { HealthService } from './health/health.service.js';

/** Milliseconds for what is in flight, and for everything after the drain. */
const finishIn = 5_000;
const stopIn = 6_500;

/**
 * Stops the API in order: it says that it is not ready, still serves for the drain, accepts no further requests, finishes
 * those in flight, cuts off what remains after five seconds, and ends its background work. It resolves in any case.
 */
export async function stopApplication(app: NestFastifyApplication, env: Env): Promise<void> {
  app.get(HealthService).stop();
  await sleep(env.WEIR_DRAIN_SECONDS * 1000);
  const server = app.getHttpServer();
  const cut = setTimeout(() => server.closeAllConnections(), finishIn);
  const closed = app
    .close()
    .catch((error: unknown) => new Logger('Stopping').warn(`not in order: ${errorText(error)}`));
  await Promise.race([closed, sleep(stopIn)]);
  clearTimeout(cut);
}
