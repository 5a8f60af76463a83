import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort, type Postgres, type Server, startServer } from '@weir/stack';
import type { Options } from '../options.js';

const apiMain = fileURLToPath(new URL('../../../../apps/api/dist/main.js', import.meta.url));

export type Instance = { origin: string; server: Server };

/** A PostgreSQL and an API for the bench, with production settings: log, checks, limits. */
export type Stack = {
  postgres: Postgres;
  origin: string;
  api(): Server;
  /** Stops the running API and starts one on this database; by default on PostgreSQL directly, with the usual settings. */
  startApi(databaseUrl?: string, settings?: Record<string, string>): Promise<void>;
  /** Starts one more on a port of its own, without background work. It stops with the stack. */
  startAnother(settings: Record<string, string>): Promise<Instance>;
  /** The last lines of the API's log; the file is deleted with the stack. */
  lastWords(): string;
  stop(): Promise<void>;
};

export async function startStack({ pool, profile, port }: Options): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
  // Durable: the cost of a commit is part of the measurement.
  const postgres = await embeddedPostgres({ durable: true, ephemeral: true });
  const log = join(folder, 'api.log');
  let api: Server | undefined;
  const more: Server[] = [];
  const stop = async () => {
    await Promise.all([api, ...more].map((each) => each?.stop()));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.url, { appRole: 'weir_app' });
    const apiPort = port ?? (await freePort());
    const origin = `http://127.0.0.1:${apiPort}`;
    const secret = randomBytes(32).toString('base64url');
    const start = (settings: Record<string, string>, own: { port: number; origin: string }) =>
      startServer({
        name: 'API',
        main: apiMain,
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          DATABASE_URL: postgres.appUrl,
          API_HOST: '127.0.0.1',
          API_PORT: String(own.port),
          WEIR_TOKEN_SECRET: secret,
          WEIR_SIGNUP: 'open',
          WEIR_DRAIN_SECONDS: '0',
          // Its outbox is checked every 300 ms at most while there are writes, which no call's cost includes.
          WEIR_PUSH: 'off',
          // The bench is one network with few people.
          WEIR_MAX_IN_FLIGHT: '10000',
          WEIR_ADMISSION: 'off',
          WEIR_TOKEN_POINTS: '0',
          WEIR_PERSON_POINTS: '0',
          WEIR_WORKSPACE_POINTS: '0',
          WEIR_DATABASE_POOL: String(pool),
          ...settings,
          ...(profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(profile)}` }),
        },
        health: `${own.origin}/health/ready`,
        log,
      });
    const startApi: Stack['startApi'] = async (databaseUrl = postgres.appUrl, settings = {}) => {
      await api?.stop();
      api = await start({ DATABASE_URL: databaseUrl, ...settings }, { port: apiPort, origin });
    };
    const startAnother: Stack['startAnother'] = async (settings) => {
      const ownPort = await freePort();
      const own = `http://127.0.0.1:${ownPort}`;
      const server = await start({ WEIR_BACKGROUND: 'off', ...settings }, { port: ownPort, origin: own });
      more.push(server);
      return { origin: own, server };
    };
    const lastWords = () => (existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '');
    return { postgres, origin, api: () => api!, startApi, startAnother, lastWords, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
