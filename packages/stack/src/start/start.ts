import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFree } from '../ports.js';
import { embeddedPostgres } from '../postgres/embedded.js';
import { type Server, startServer } from '../servers.js';
import { Trouble } from '../trouble.js';
import { holdDataFolder, secretsOf } from './data-folder.js';
import { assertUsable, hasDemo, isEmpty, runPrisma } from './database.js';
import { readSettings, type Settings } from './settings.js';
import { secondsSince, step } from './steps.js';

type Undo = () => Promise<void> | void;

/** Builds and runs the product on this machine, until Ctrl-C. `root` is the folder of the repository. */
export async function start(root: string): Promise<void> {
  const begun: Undo[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (code: number) => {
    stopping ??= undo(begun).finally(() => process.exit(code));
    return stopping;
  };
  const fail = async (error: unknown) => {
    if (stopping) return stopping;
    report(error);
    await stop(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) console.log('\nStopping …');
      void stop(0);
    });
  }
  await run(root, begun, (error) => void fail(error)).catch(fail);
}

async function run(root: string, begun: Undo[], onDeath: (trouble: Trouble) => void): Promise<void> {
  const started = performance.now();
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const settings = readSettings(process.env, root);
  const { dataDir, webPort, apiPort } = settings;
  begun.push(holdDataFolder(dataDir));
  await assertFree('WEB_PORT', webPort);
  await assertFree('API_PORT', apiPort);
  const secrets = secretsOf(dataDir);

  console.log('Starting Weir');
  await step('build (only what has changed)', () => build(root));
  const url = await step(settings.databaseUrl ? 'your PostgreSQL' : 'PostgreSQL', () =>
    database(settings, begun, onDeath),
  );
  await step('migrations', () => runPrisma(root, 'migrate', url));
  if (settings.demo && (await isEmpty(url))) await step('demo workspace', () => runPrisma(root, 'seed', url));

  const shared = { ...secrets, NODE_ENV: 'production', WEIR_SIGNUP: 'open', ...given(process.env) };
  await step('API', async () => {
    const api = await startServer({
      name: 'API',
      main: join(root, 'apps/api/dist/main.js'),
      env: {
        WEIR_WEB_URL: `http://localhost:${webPort}`,
        ...shared,
        DATABASE_URL: url,
        API_PORT: String(apiPort),
        API_HOST: settings.host,
      },
      health: `${local(settings.host, apiPort)}/health/ready`,
      log: join(dataDir, 'api.log'),
      onDeath,
    });
    begun.push(() => api.stop());
  });
  await step('web app', async () => {
    const web: Server = await startServer({
      name: 'web app',
      main: join(root, 'apps/web/.next/standalone/apps/web/server.js'),
      env: {
        NEXTAUTH_URL: `http://localhost:${webPort}`,
        ...shared,
        WEIR_API_URL: local(settings.host, apiPort),
        PORT: String(webPort),
        HOSTNAME: settings.host,
      },
      health: `${local(settings.host, webPort)}/api/health`,
      log: join(dataDir, 'web.log'),
      onDeath,
    });
    begun.push(() => web.stop(5_000));
  });
  welcome(settings, secondsSince(started), await hasDemo(url));
}

async function assertFree(setting: string, port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Trouble(
    `Port ${port} is taken.`,
    'Another program listens on it.',
    `Stop that program, or choose another port: ${setting}=${port + 1} npx -y pnpm start`,
  );
}

/** Quiet unless it fails. Turbo skips what has not changed. */
async function build(root: string): Promise<void> {
  const packages = ['@weir/prisma', '@weir/api', '@weir/web'].map((name) => `--filter=${name}`);
  const turbo = spawn(
    join(root, 'node_modules/.bin/turbo'),
    ['run', 'build', ...packages, '--output-logs=errors-only'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [turbo.stdout, turbo.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(turbo, 'close');
  if (code !== 0)
    throw new Trouble('The build failed.', `\n${output}\n`, 'Put right what stands above, and start again.');
}

async function database(
  settings: Settings,
  begun: Undo[],
  onDeath: (trouble: Trouble) => void,
): Promise<string> {
  if (settings.databaseUrl) {
    await assertUsable(settings.databaseUrl);
    return settings.databaseUrl;
  }
  const postgres = await embeddedPostgres({
    dataDir: join(settings.dataDir, 'postgres'),
    onDeath: (log) =>
      onDeath(new Trouble('PostgreSQL has ended.', `Its log says:\n${log}\n`, 'Start again.')),
  });
  begun.push(() => postgres.stop());
  return postgres.url;
}

/** Where a server that listens on `host` is reached from this machine. */
function local(host: string, port: number): string {
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Settings that were set; `NAME=` in a file of settings means the default. */
function given(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function welcome({ webPort, apiPort, dataDir }: Settings, time: string, demo: boolean): void {
  console.log(`
Weir is ready after ${time}:  http://localhost:${webPort}
The API, to read about:        http://localhost:${apiPort}/v1/reference`);
  if (demo) {
    console.log(`
Sign in with the password demo-demo as
  owner@demo.test      owns the workspace
  manager@demo.test    answers requests and sets limits
  member@demo.test     moves cards
  requester@demo.test  asks, and reads the answers
  viewer@demo.test     looks on`);
  }
  console.log(`\nThe data is kept in ${dataDir}. Ctrl-C stops Weir.`);
}

function report(error: unknown): void {
  if (error instanceof Trouble) console.error(`\n${error.what}\n${error.why}\n${error.now}`);
  else console.error('\nWeir could not start, and this is a bug:', error);
}

/** In the reverse order of their beginning: web, API, PostgreSQL. */
async function undo(begun: Undo[]): Promise<void> {
  for (const end of begun.reverse()) {
    try {
      await end();
    } catch (error) {
      console.error(error);
    }
  }
}
