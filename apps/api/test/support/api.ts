import { afterAll, beforeAll } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Pool as PgPool } from 'pg';
import { makeApplication } from '../../src/application.js';
import { Pool } from '../../src/database/pool.js';
import { type Env, readEnv } from '../../src/env.js';
import { Tokens } from '../../src/http/access/tokens.js';
import { documentOf } from '../../src/http/openapi/document.js';
import { Caller } from './caller.js';
import { type Cast, castOf, type Name } from './cast.js';
import { MovableClock } from './clock.js';
import { aDatabase } from './database.js';
import type { Promised } from './promised.js';

declare global {
  /** Given by the environment, `environment.js`: `document` is OpenAPI's, as JSON. */
  var promisedBy: (document: () => string) => Promised;
}

export type Api = {
  app: NestFastifyApplication;
  origin: string;
  env: Env;
  clock: MovableClock;
  cast: Cast;
  /** The API's own pool, for what only SQL can show. */
  pool: PgPool;
  as(who: Name): Caller;
  /** Somebody without a token. */
  nobody: Caller;
  withToken(token: string): Caller;
  /** What holds each answer to OpenAPI. */
  promised: Promised;
  close(): Promise<void>;
};

/** The API of a test file: complete when its first test begins, closed after its last. */
export function theApi(...how: Parameters<typeof anApi>): Api {
  const api = {} as Api;
  beforeAll(async () => {
    Object.assign(api, await anApi(...how));
  });
  afterAll(() => api.close());
  return api;
}

/** The API on a port and a database of its own, with the cast. `empty`: a new installation, with nobody. */
export async function anApi(
  settings: Partial<Record<keyof Env, string>> = {},
  { empty = false } = {},
): Promise<Api> {
  const database = await aDatabase();
  const env = readEnv({
    DATABASE_URL: database.url,
    WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
    WEIR_SIGNUP: 'open',
    WEIR_WEB_URL: 'https://weir.test',
    // The tests share the API's event loop.
    WEIR_MAX_LOOP_DELAY: '60000',
    // What happens by itself happens where a test wants it.
    WEIR_BACKGROUND: 'off',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...settings,
  });
  const clock = new MovableClock();
  const app = await makeApplication(env, clock);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  const pool = app.get(Pool);
  const promised = promisedBy(() => JSON.stringify(documentOf(app)));

  const cast = empty ? ({} as Cast) : await castOf(pool);
  const tokens = new Map<string, Caller>();
  const inAYear = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000);
  for (const [name, { id, sessionId }] of Object.entries(cast)) {
    const token = await app.get(Tokens).ofSession({ userId: id, sessionId }, inAYear);
    tokens.set(name, new Caller(origin, token, promised));
  }
  return {
    app,
    origin,
    env,
    clock,
    cast,
    pool,
    as: (who) => tokens.get(who) as Caller,
    nobody: new Caller(origin, null, promised),
    withToken: (token) => new Caller(origin, token, promised),
    promised,
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
