import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { freePort } from '@weir/stack';
import type { Api } from './api.js';
import { Caller, type Person } from './person.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const { NODE_OPTIONS: _, ...inherited } = process.env;

/** Starts the API in another process, with the database, secrets and people of `api`. The caller stops it. */
export async function apiProcess(api: Api, settings: Record<string, string>) {
  const port = await freePort();
  const own = Object.entries(api.env).filter(([, value]) => typeof value === 'string');
  const child = spawn(process.execPath, [main], {
    env: {
      ...inherited,
      ...Object.fromEntries(own),
      LOG_LEVEL: 'debug',
      ...settings,
      API_PORT: String(port),
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      log += data;
    });
  const ended = once(child, 'close');
  const early = ended.then(() => Promise.reject(new Error(`it has ended: ${log}`)));
  early.catch(() => {});
  while (!log.includes('listening')) await Promise.race([once(child.stdout as Readable, 'data'), early]);
  const origin = `http://127.0.0.1:${port}`;
  const endpoint = () => ({ origin, schemas: api.endpoint.schemas });
  return {
    origin,
    nobody: new Caller(endpoint, () => null),
    as: (person: Person) => person.at(endpoint),
    withToken: (token: string) => new Caller(endpoint, () => token),
    /** The whole log, with one JSON object per line. */
    log: () => log,
    lines: () =>
      log
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    /** Resolves once `fits` returns true. It is called after each output of the process. */
    async until(fits: () => boolean): Promise<void> {
      while (!fits()) await Promise.race([once(child.stdout as Readable, 'data'), early]);
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
export type ApiProcess = Awaited<ReturnType<typeof apiProcess>>;
