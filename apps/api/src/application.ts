import 'reflect-metadata';
import compress from '@fastify/compress';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, LogController } from 'fastify';
import { AppModule } from './app.module.js';
import { Clock } from './clock.js';
import { Pool } from './database/pool.js';
import type { Env } from './env.js';
import { KnownTokens } from './http/access/api-tokens.js';
import { identifyCallers } from './http/access/identify.js';
import { Tokens } from './http/access/tokens.js';
import { acceptFiles } from './http/bodies/file-body.js';
import { acceptJsonOnly } from './http/bodies/json-body.js';
import { boundAnswerTimes } from './http/connections/answer-times.js';
import { arrivalTimes, boundArrivalTimes } from './http/connections/arrival-times.js';
import { readClientAddress } from './http/connections/client-address.js';
import { Connections } from './http/connections/connections.js';
import { expectListeners } from './http/connections/expected-listeners.js';
import { closeUnusedConnections } from './http/connections/unused-connections.js';
import { allowOrigins } from './http/cross-origin.js';
import { type AdmissionSources, admitCalls, makeAdmission } from './http/load/call-admission.js';
import { shedLoad } from './http/load/load-shedding.js';
import { paceRefusals } from './http/load/pace-refusals.js';
import { logResponses } from './http/log/access-log.js';
import { traceCalls } from './http/log/call-spans.js';
import { makeLog, NestLog } from './http/log/log.js';
import { answerOptions, rememberMethods } from './http/methods.js';
import { serveOpenApi } from './http/openapi/serve.js';
import { refusePath } from './http/problems/problem.filter.js';
import {
  refuseTokensInAddresses,
  refuseUnreadable,
  requireHost,
} from './http/problems/unreadable-requests.js';
import { settleRates } from './http/rates/settle-rates.js';
import { nameLanguage } from './http/reader-words.js';
import { compression } from './http/responses/response-compression.js';
import { headersOfAll, requestId, setResponseHeaders } from './http/responses/response-headers.js';
import { serveMcp } from './mcp/mcp-routes.js';
import { namePressure } from './pressure/pressure-header.js';
import { sampledShare } from './tracing/sampling.js';
import { Devices } from './workspaces/sessions/devices.js';
import { KnownPressures } from './writes/known-pressures.js';

const bodyLimit = 256 * 1024;
/**
 * Milliseconds for the headers of a request, and for the whole of it: `arrivalTimes` has a shorter time for all but files.
 * Node looks for late ones once a second.
 */
const timeouts = {
  headersTimeout: 5_000,
  requestTimeout: arrivalTimes.file,
  connectionsCheckingInterval: 1_000,
};

/** Makes the API, ready to listen. Tests pass a clock of their own. */
export async function makeApplication(env: Env, clock = new Clock()): Promise<NestFastifyApplication> {
  const log = makeLog(env.LOG_LEVEL);
  const headers = headersOfAll(env.WEIR_WEB_URL);
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address, hop) => hop < env.WEIR_TRUSTED_PROXIES,
    bodyLimit,
    requestIdHeader: requestId,
    requestTimeout: timeouts.requestTimeout,
    http: { ...timeouts, requireHostHeader: false },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    frameworkErrors: refusePath,
    clientErrorHandler: refuseUnreadable(headers),
    routerOptions: { maxParamLength: 2500 },
  });
  const fastify = adapter.getInstance();
  const tokens = new Tokens(env, clock);
  const knownTokens = new KnownTokens();
  setResponseHeaders(fastify, headers);
  const share = sampledShare(env);
  await traceCalls(fastify as unknown as FastifyInstance, () => Math.random() < share);
  await allowOrigins(fastify, env.WEIR_CORS_ORIGINS);
  rememberMethods(fastify);
  answerOptions(fastify);
  const connections = new Connections(env);
  connections.bound(fastify);
  readClientAddress(fastify, env.WEIR_TOKEN_SECRET, connections);
  fastify.decorate('tokenSecret', env.WEIR_TOKEN_SECRET);
  acceptJsonOnly(fastify);
  acceptFiles(fastify);
  expectListeners(fastify);
  boundArrivalTimes(fastify);
  // First, so that a shed request has it too.
  nameLanguage(fastify);
  identifyCallers(fastify, tokens, knownTokens);
  requireHost(fastify);
  refuseTokensInAddresses(fastify);
  // Comes first, because its time includes all waits.
  boundAnswerTimes(fastify, env);
  const admission = makeAdmission(env);
  const sources: AdmissionSources = { poolWait: () => 0, isKnownDevice: async () => false };
  const max = {
    inFlight: env.WEIR_MAX_IN_FLIGHT,
    loopDelay: env.WEIR_MAX_LOOP_DELAY,
    // The other two thirds of the connections to the database are for other callers.
    readsOfOne: Math.max(2, Math.floor(env.WEIR_DATABASE_POOL / 3)),
  };
  shedLoad(fastify, max, admission);
  admitCalls(fastify, admission, sources);
  settleRates(fastify, clock);
  paceRefusals(fastify);
  closeUnusedConnections(fastify);
  logResponses(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(env, clock, { tokens, knownTokens, connections }),
    adapter,
    {
      logger: new NestLog(log),
      bodyParser: false,
      abortOnError: false,
    },
  );
  const { waits } = app.get(Pool);
  const devices = app.get(Devices, { strict: false });
  sources.poolWait = () => waits.read(performance.now());
  sources.isKnownDevice = async (value) => (await devices.read(value)).accounts.length > 0;
  namePressure(fastify, app.get(KnownPressures));
  await app.register(compress, compression);
  await serveOpenApi(app, env.WEIR_WEB_URL);
  serveMcp(fastify as unknown as FastifyInstance, [
    new URL(env.WEIR_WEB_URL).origin,
    ...env.WEIR_CORS_ORIGINS,
  ]);
  return app;
}
