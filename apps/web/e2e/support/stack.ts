import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { embeddedPostgres, freePort, type Server, startServer, templateDatabase } from '@weir/stack';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export type Stack = { web: string; api: string; database: string; owner: string; stop(): Promise<void> };
export type Servers = {
  web: string;
  api: string;
  /** The file with the API's log. */
  apiLog: string;
  apiServer: Server;
  startApi(): Promise<Server>;
} & Stoppable;
type Stoppable = { stop(): Promise<void> };

/** The whole product: PostgreSQL, the API and the web app, with the demo workspace. */
export async function aStack(): Promise<Stack> {
  const postgres = await embeddedPostgres();
  for (const program of ['migrate', 'seed'] as const) await runPrisma(program, postgres.url);
  const servers = await someServers(postgres.appUrl);
  return {
    web: servers.web,
    api: servers.api,
    database: postgres.appUrl,
    owner: postgres.url,
    async stop() {
      await servers.stop();
      await postgres.stop();
    },
  };
}

/** One more database on the same server, without people. */
export async function anEmptyDatabase(server: string) {
  return (await templateDatabase(server, (url) => runPrisma('migrate', url), 'weir_empty')).clone();
}

/** The demo workspace as it was made this many days ago. */
export async function seedOldDemo(database: string, days: number): Promise<void> {
  await runPrisma('seed', database, new Date(Date.now() - days * 86_400_000).toISOString());
}

async function runPrisma(program: 'migrate' | 'seed', DATABASE_URL: string, ...args: string[]) {
  const env = { ...process.env, DATABASE_URL, WEIR_APP_ROLE: 'weir_app' };
  await promisify(execFile)(process.execPath, [join(root, `prisma/dist/bin/${program}.js`), ...args], {
    env,
  });
}

/**
 * For servers beside those of the run, on the same database: they send none of its mail. Their links would have other
 * addresses and signatures.
 */
export const besideOthers = { WEIR_BACKGROUND: 'off' };

/** One more API and web app on a database, which a test can kill. `host`: the name by which browsers reach the web app. */
export async function someServers(
  database: string,
  settings: Record<string, string> = {},
  host = '127.0.0.1',
): Promise<Servers> {
  const logs = mkdtempSync(join(tmpdir(), 'weir-e2e-'));
  const [apiPort, webPort] = [await freePort(), await freePort()];
  const [api, web] = [`http://127.0.0.1:${apiPort}`, `http://${host}:${webPort}`];
  const ofApi = {
    ...shared(),
    ...settings,
    WEIR_DRAIN_SECONDS: '0',
    // Tests run side by side as the same few people.
    WEIR_TOKEN_POINTS: '0',
    WEIR_PERSON_POINTS: '0',
    WEIR_WORKSPACE_POINTS: '0',
  };
  const startApi = () =>
    startServer({
      name: 'API',
      main: join(root, 'apps/api/dist/main.js'),
      env: {
        ...ofApi,
        DATABASE_URL: database,
        API_HOST: '127.0.0.1',
        API_PORT: `${apiPort}`,
        WEIR_FILES_DIR: join(logs, 'files'),
        // The browser keeps the machine busy; load shedding has its own tests.
        WEIR_MAX_LOOP_DELAY: '60000',
        WEIR_ADMISSION: 'off',
        WEIR_WEB_URL: web,
      },
      health: `${api}/health/ready`,
      log: join(logs, 'api.log'),
    });
  const startWeb = () => startWebAt(web, { publicUrl: web, api, log: join(logs, 'web.log') });
  const [apiServer, webServer] = await Promise.all([startApi(), startWeb()]);
  let running = apiServer;
  return {
    web,
    api,
    apiLog: join(logs, 'api.log'),
    get apiServer() {
      return running;
    },
    async startApi() {
      running = await startApi();
      return running;
    },
    async stop() {
      await Promise.all([running.stop(), webServer.stop()]);
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

/** A web app alone, with the address at which people are said to reach it. Without `api` it reaches none. */
export async function aWebServer(
  publicUrl: string,
  api = 'http://127.0.0.1:1',
): Promise<{ web: string } & Stoppable> {
  const logs = mkdtempSync(join(tmpdir(), 'weir-e2e-'));
  const web = `http://127.0.0.1:${await freePort()}`;
  const log = join(logs, 'web.log');
  const server = await startWebAt(web, { publicUrl, api, log });
  return {
    web,
    async stop() {
      await server.stop();
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

function startWebAt(web: string, { publicUrl, api, log }: { publicUrl: string; api: string; log: string }) {
  return startServer({
    name: 'web app',
    main: join(root, 'apps/web/.next/standalone/apps/web/serve.mjs'),
    env: {
      ...shared(),
      NEXTAUTH_SECRET: secret('cookie'),
      NEXTAUTH_URL: publicUrl,
      WEIR_API_URL: api,
      HOSTNAME: '127.0.0.1',
      PORT: new URL(web).port,
    },
    health: `${web}/api/health`,
    log,
  });
}

function shared() {
  return {
    ...process.env,
    NODE_ENV: 'production' as const,
    // The browser keeps the machine busy, so the bounds are longer than by default.
    WEIR_POOL_WAIT_SECONDS: '4.5',
    WEIR_LOCK_SECONDS: '5',
    WEIR_CONNECT_SECONDS: '6',
    WEIR_STATEMENT_SECONDS: '10',
    WEIR_REQUEST_SECONDS: '30',
    WEIR_FRONT_SECONDS: '35',
    // Jest's variable, which a server does not need.
    NODE_OPTIONS: '',
    WEIR_SIGNUP: 'invited',
    WEIR_OPERATORS: 'owner@demo.test',
    WEIR_TOKEN_SECRET: secret('token'),
  };
}

const secrets = new Map<string, string>();

/** Settings for every server that this process starts. */
function secret(of: string): string {
  if (!secrets.has(of)) secrets.set(of, randomBytes(24).toString('hex'));
  return secrets.get(of) as string;
}
