import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { finishRestore } from '../backup/restore.js';
import { scheduleBackups } from '../backup/schedule.js';
import { readBackupSettings } from '../backup/settings.js';
import { lockDataFolder, secretsOf } from '../installation/data-folder.js';
import { report } from '../installation/report.js';
import { readSettings, type Settings } from '../installation/settings.js';
import { secondsSince, step } from '../installation/steps.js';
import { isFree } from '../ports.js';
import { embeddedPostgres } from '../postgres/embedded.js';
import { type ServerOptions, startServer } from '../servers.js';
import { Trouble } from '../trouble.js';
import { build } from './build.js';
import { assertUsable, hasDemo, isDemoDue, isEmpty, runPrisma } from './database.js';
import { watchLaunchers } from './launcher.js';
import { setupLinkIn } from './setup-link.js';
import { welcome } from './words.js';

type Undo = () => Promise<void> | void;

/** Builds and runs the product on this machine, until Ctrl-C. `root` is the repository's folder. */
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
  const end = () => {
    if (!stopping) console.log('\nStopping …');
    void stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  watchLaunchers(end);
  await run(root, begun, (error) => void fail(error)).catch(fail);
}

async function run(root: string, begun: Undo[], onDeath: (trouble: Trouble) => void): Promise<void> {
  const started = performance.now();
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const settings = readSettings(process.env, root);
  const { dataDir, webPort, apiPort } = settings;
  const backups = readBackupSettings(process.env, root);
  if (finishRestore(dataDir)) console.log('The restore that was interrupted is finished.');
  begun.push(lockDataFolder(dataDir));
  await assertFree('WEB_PORT', webPort);
  await assertFree('API_PORT', apiPort);
  const secrets = secretsOf(dataDir);

  console.log('Starting Weir');
  await step('build (only what has changed)', () => build(root));
  const { url, appUrl } = await step(settings.databaseUrl ? 'your PostgreSQL' : 'PostgreSQL', () =>
    database(settings, begun, onDeath),
  );
  const appRole = appUrl === url ? '' : new URL(appUrl).username;
  await step('migrations', () => runPrisma(root, 'migrate', url, { WEIR_APP_ROLE: appRole }));
  if (settings.demo) await seedDemo(root, url);

  const serve = async (name: string, options: Omit<ServerOptions, 'name' | 'onDeath'>) => {
    const server = await startServer({ ...options, name, onDeath });
    begun.push(() => server.stop());
  };
  const apiLog = join(dataDir, 'api.log');
  const isNew = await isEmpty(url);
  const shared = {
    ...secrets,
    // The demo's passwords are public, so only where nobody else can reach it.
    WEIR_OPERATORS: settings.demo && isLoopback(settings.host) ? 'owner@demo.test' : '',
    NODE_ENV: 'production',
    WEIR_SIGNUP: settings.demo ? 'open' : 'invited',
    // No load balancer watches this instance.
    WEIR_DRAIN_SECONDS: '0',
    ...given(process.env),
  };
  await step('API and web app', () =>
    Promise.all([
      serve('API', {
        main: join(root, 'apps/api/dist/main.js'),
        env: {
          WEIR_WEB_URL: `http://localhost:${webPort}`,
          WEIR_FILES_DIR: join(dataDir, 'files'),
          ...shared,
          DATABASE_URL: appUrl,
          WEIR_DEMO_DATABASE_URL: settings.demo ? url : '',
          API_PORT: String(apiPort),
          API_HOST: settings.host,
        },
        health: `${local(settings.host, apiPort)}/health/ready`,
        log: apiLog,
      }),
      serve('web app', {
        main: join(root, 'apps/web/.next/standalone/apps/web/serve.mjs'),
        env: {
          NEXTAUTH_URL: `http://localhost:${webPort}`,
          ...shared,
          WEIR_API_URL: local(settings.host, apiPort),
          PORT: String(webPort),
          HOSTNAME: settings.host,
        },
        health: `${local(settings.host, webPort)}/api/health`,
        log: join(dataDir, 'web.log'),
      }),
    ]),
  );
  if (!settings.databaseUrl) begun.push(scheduleBackups(backups, url));
  welcome(settings, secondsSince(started), {
    hasDemo: !settings.databaseUrl && (await hasDemo(url)),
    backups: settings.databaseUrl || backups.backupHours === 0 ? null : backups.backupDir,
    setupLink: isNew && shared.WEIR_SIGNUP === 'invited' ? await setupLinkIn(apiLog) : null,
  });
}

/** The demo is only for a new installation, never beside other workspaces. It stays today's until a person changes it. */
async function seedDemo(root: string, url: string): Promise<void> {
  const isNew = await isEmpty(url);
  if (!isNew && !(await isDemoDue(url))) return;
  await step(isNew ? 'demo workspace' : 'demo workspace, afresh', () => runPrisma(root, 'seed', url));
}

async function assertFree(setting: string, port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Trouble(
    `Port ${port} is taken.`,
    'Another program listens on it.',
    `Stop that program, or choose another port: ${setting}=${port + 1} npx -y pnpm start`,
  );
}

/** The database of the owner of its tables, and the same for the API, whose role may only change rows. */
async function database(
  settings: Settings,
  begun: Undo[],
  onDeath: (trouble: Trouble) => void,
): Promise<{ url: string; appUrl: string }> {
  if (settings.databaseUrl) {
    await assertUsable(settings.databaseUrl);
    return { url: settings.databaseUrl, appUrl: settings.databaseUrl };
  }
  const postgres = await embeddedPostgres({
    dataDir: join(settings.dataDir, 'postgres'),
    onDeath: (log) =>
      onDeath(new Trouble('PostgreSQL has ended.', `Its log says:\n${log}\n`, 'Start again.')),
  });
  begun.push(() => postgres.stop());
  return postgres;
}

/** The address by which this machine reaches a server that listens on `host`. */
function local(host: string, port: number): string {
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

const isLoopback = (host: string) => /^(127\.|::1$|localhost$)/.test(host);

/** The settings that have a value; `NAME=` in a settings file means the default. */
function given(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Stops everything in reverse order: the servers, then PostgreSQL. */
async function undo(begun: Undo[]): Promise<void> {
  for (const end of begun.reverse()) {
    try {
      await end();
    } catch (error) {
      console.error(error);
    }
  }
}
