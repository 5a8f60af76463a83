import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { Clock } from './clock.js';
import type { Env } from './env.js';
import { logAnswers } from './http/access-log.js';
import { takeJsonOnly } from './http/json-body.js';
import { admit } from './http/load-shedding.js';
import { makeLog } from './http/log.js';
import { NestLog } from './http/nest-log.js';
import { serveOpenApi } from './http/openapi/serve.js';
import { refuseAddress } from './http/problems/problem.filter.js';
import { nameLanguage } from './http/reader-words.js';
import { dropUnusedConnections } from './http/unused-connections.js';

const bodyLimit = 256 * 1024;
const requestTimeout = 15_000;

/** The API, ready to listen. Tests make it with a clock of their own. */
export async function makeApplication(env: Env, clock = new Clock()): Promise<NestFastifyApplication> {
  const log = makeLog(env.LOG_LEVEL);
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address, hop) => hop < env.WEIR_TRUSTED_PROXIES,
    bodyLimit,
    requestTimeout,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    frameworkErrors: refuseAddress,
    routerOptions: { maxParamLength: 500 },
  });
  const fastify = adapter.getInstance();
  takeJsonOnly(fastify);
  admit(fastify, { inFlight: env.WEIR_MAX_IN_FLIGHT, loopDelay: env.WEIR_MAX_LOOP_DELAY });
  dropUnusedConnections(fastify);
  logAnswers(fastify);
  nameLanguage(fastify);
  // Made once: @fastify/helmet works its headers out anew for each request, 7 % of what a read cost.
  const secure = helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  fastify.addHook('onRequest', ({ raw }, reply, done) => secure(raw, reply.raw, () => done()));

  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(env, clock), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  await serveOpenApi(app);
  return app;
}
