import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, type Postgres, type Server, startServer } from '@weir/stack';

/** The repository's folder, with the new version. */
export const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** A running API of one of the versions. */
export type Instance = {
  name: string;
  origin: string;
  /** The state that `/health/ready` answered, with the detail of what is not ready, or of the migrations. */
  readiness(): Promise<{ isReady: boolean; detail: string }>;
  /** Sends SIGTERM and resolves when it has ended. */
  stop(): Promise<void>;
  /** The lines of its log about faults. */
  faults(): string[];
};

/** Seconds in which a stopping instance still serves; the balancer notices in that time. */
const drainSeconds = 1;

/** Starts an API with production settings. `isOld`: it may be a version that is never ready on a newer database. */
export async function startInstance(
  name: string,
  folder: string,
  { postgres, secret, logs, isOld }: { postgres: Postgres; secret: string; logs: string; isOld: boolean },
): Promise<Instance> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const log = join(logs, `${name}.log`);
  const server: Server = await startServer({
    name,
    main: join(folder, 'apps/api/dist/main.js'),
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: postgres.appUrl,
      API_HOST: '127.0.0.1',
      API_PORT: String(port),
      WEIR_TOKEN_SECRET: secret,
      WEIR_SIGNUP: 'open',
      WEIR_FILES_DIR: join(logs, 'files'),
      WEIR_DRAIN_SECONDS: String(drainSeconds),
      WEIR_SWEEP_SECONDS: '2',
      WEIR_PUSH: 'off',
      // All calls come from one person at one address.
      WEIR_TOKEN_POINTS: '0',
      WEIR_PERSON_POINTS: '0',
      WEIR_WORKSPACE_POINTS: '0',
    },
    health: `${origin}/health/${isOld ? 'live' : 'ready'}`,
    log,
  });
  const readiness: Instance['readiness'] = async () => {
    const answer = await fetch(`${origin}/health/ready`, { signal: AbortSignal.timeout(3_000) });
    const { checks } = (await answer.json()) as { checks: { name: string; ok: boolean; detail?: string }[] };
    const shown = answer.ok
      ? checks.filter(({ name }) => name === 'migrations')
      : checks.filter(({ ok }) => !ok);
    return { isReady: answer.ok, detail: shown.map(({ name, detail }) => `${name}: ${detail}`).join('; ') };
  };
  const faults = () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /"level":"?(50|60|error|fatal)|\bERROR\b|\bFATAL\b/.test(line));
  return { name, origin, readiness, stop: () => server.stop(15_000), faults };
}

/** Runs `weir-migrate` of a version. Returns what it printed. */
export async function migrateWith(folder: string, url: string): Promise<string> {
  const env = { PATH: process.env.PATH, DATABASE_URL: url, WEIR_APP_ROLE: 'weir_app' };
  const program = join(folder, 'prisma/dist/bin/migrate.js');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
    env,
    maxBuffer: 64 << 20,
  });
  return stderr + stdout;
}
