import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Postgres } from '@weir/stack';
import { startApiServer } from '../stack/api-server.js';

/** The repository's folder, with the new version. */
export const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** A running API of one of the versions. */
export type Instance = {
  name: string;
  origin: string;
  pid: number;
  /** The state in `/health/ready`, with the details of the checks that failed, or else of the migrations. */
  readiness(): Promise<{ isReady: boolean; detail: string }>;
  /** Sends SIGTERM and resolves when the process has ended. */
  stop(): Promise<void>;
  /** The lines of its log about faults. */
  faults(): string[];
};

/** A stopping instance serves calls for this many seconds, in which the balancer notices that it stops. */
const drainSeconds = 1;

/** `logs`: a folder for logs and files. `settings`: more of the API. */
export type Surroundings = {
  postgres: Postgres;
  secret: string;
  logs: string;
  isOld: boolean;
  settings?: Record<string, string>;
};

/** Starts an API with production settings. `isOld`: it may be a version that is never ready on a newer database. */
export async function startInstance(
  name: string,
  folder: string,
  { postgres, secret, logs, isOld, settings }: Surroundings,
): Promise<Instance> {
  const log = join(logs, `${name}.log`);
  const { origin, server } = await startApiServer({
    name,
    main: join(folder, 'apps/api/dist/main.js'),
    health: isOld ? 'live' : 'ready',
    settings: {
      DATABASE_URL: postgres.appUrl,
      WEIR_TOKEN_SECRET: secret,
      WEIR_FILES_DIR: join(logs, 'files'),
      WEIR_DRAIN_SECONDS: String(drainSeconds),
      WEIR_SWEEP_SECONDS: '2',
      ...settings,
    },
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
  return { name, origin, pid: server.pid, readiness, stop: () => server.stop(15_000), faults };
}
