import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../ports.js';
import { endChild, hasEnded } from '../processes.js';
import { Trouble } from '../trouble.js';
import { commandFor, postgresAccount } from './account.js';
import { majorVersion, postgresBinaries } from './binaries.js';
import { createDataFolder, passwordOf, type RoleName, upgradeDataFolder } from './create.js';
import { clearAway, isReady } from './postmaster.js';
import { temporaryHome } from './temporary-home.js';

/** For data that needs to survive a kill of the server, but not of the machine. */
const fast = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '256MB',
};

export interface EmbeddedOptions {
  /** The data folder, created if absent. Default: a temporary one. */
  dataDir?: string;
  /** Default: a free port. */
  port?: number;
  /** Deletes the folder on `stop()`, and when this process ends. Default: true without a `dataDir`. */
  ephemeral?: boolean;
  /** Whether each commit is flushed. Default: unless ephemeral. Needed for benchmarks; a kill of the process loses nothing either way. */
  durable?: boolean;
  /** More settings, as `{ log_statement: 'all' }`. */
  settings?: Record<string, string | number>;
  /** Called when the server ends without `stop()` or `kill()`. */
  onDeath?: (log: string) => void;
}

export interface Postgres {
  /** `postgresql://weir:…@127.0.0.1:port/weir`; the role owns that database and can create others. */
  url: string;
  /** The same database for the API: the role `weir_app` has no rights until a migration grants them. */
  appUrl: string;
  port: number;
  dataDir: string;
  /** The postmaster's process id. */
  pid(): number;
  stop(): Promise<void>;
  /** Sends SIGKILL to the postmaster, like a crash. */
  kill(): Promise<void>;
  /** Starts again on the same folder and port, after `kill()`, or after `stop()` unless ephemeral. */
  restart(): Promise<void>;
}

/** Starts a real PostgreSQL from npm for this process only, on 127.0.0.1. Resolves when it accepts connections. */
export async function embeddedPostgres(options: EmbeddedOptions = {}): Promise<Postgres> {
  const ephemeral = options.ephemeral ?? options.dataDir === undefined;
  const durable = options.durable ?? !ephemeral;
  const home = options.dataDir ? undefined : temporaryHome(durable);
  if (home) chmodSync(home, 0o755);
  const dataDir = resolve(options.dataDir ?? join(home!, 'data'));
  const log = `${dataDir}.log`;
  const binaries = await postgresBinaries();
  mkdirSync(dirname(dataDir), { recursive: true });
  const account = postgresAccount(dataDir, binaries.postgres);

  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    assertVersion(dataDir, majorVersion(binaries));
  } else {
    await createDataFolder(dataDir, binaries, account);
  }

  const port = options.port ?? (await freePort());
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No details: they can contain people's texts and addresses.
    log_error_verbosity: 'terse',
    ...(!durable && fast),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  let server: ChildProcess;
  let expected = false;

  async function start(): Promise<void> {
    const deadline = Date.now() + 60_000;
    expected = false;
    await clearAway(dataDir);
    upgradeDataFolder(dataDir, binaries, account);
    while (!(await startOnce())) {
      // After a kill, the old backends exit within moments and release their shared memory.
      const reason = readFileSync(log, 'utf8').slice(-2000);
      const passing = /shared memory block .* in use|already exists/.test(reason);
      if (!passing || Date.now() > deadline)
        throw new Error(`PostgreSQL did not start. Its log says:\n${reason}`);
      await sleep(100);
    }
    if (ephemeral) removeWithParent(server.pid!, home ?? dataDir);
    else process.once('exit', stopWithParent);
  }

  async function startOnce(): Promise<boolean> {
    // Appended to: backends of a killed server may still be writing to it.
    writeFileSync(log, '', { mode: 0o600 });
    const output = openSync(log, 'a');
    // Its own session: Ctrl-C in the terminal reaches only us, and we stop the server in order.
    server = spawn(...commandFor(account, binaries.postgres, ['-D', dataDir, ...flags]), {
      ...account.ids,
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    });
    closeSync(output);
    server.unref();
    const current = server;
    let up = false;
    current.once('exit', () => {
      if (up && !expected) options.onDeath?.(readFileSync(log, 'utf8').slice(-2000));
    });
    while (!hasEnded(current)) {
      up = isReady(dataDir, current.pid!);
      if (up) return true;
      await sleep(10);
    }
    return false;
  }

  /** Stops the server if this process exits without `stop()`. After a kill of this process the next start stops the server. */
  function stopWithParent(): void {
    expected = true;
    server.kill('SIGINT');
  }

  async function end(signals: NodeJS.Signals[]): Promise<void> {
    expected = true;
    process.off('exit', stopWithParent);
    await endChild(server, signals, 20_000);
  }

  await start();
  const urlOf = (role: RoleName) =>
    `postgresql://${role}:${passwordOf(dataDir, role)}@127.0.0.1:${port}/weir`;
  return {
    url: urlOf('weir'),
    appUrl: urlOf('weir_app'),
    port,
    dataDir,
    pid: () => server.pid!,
    stop: async () => {
      // SIGQUIT: at once, without writing what is in memory.
      await end(ephemeral ? ['SIGQUIT', 'SIGKILL'] : ['SIGINT', 'SIGQUIT', 'SIGKILL']);
      if (!ephemeral) return;
      rmSync(home ?? dataDir, { recursive: true, force: true });
      rmSync(log, { force: true });
    },
    kill: () => end(['SIGKILL']),
    restart: start,
  };
}

function assertVersion(dataDir: string, ours: string): void {
  const theirs = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (theirs === ours) return;
  throw new Trouble(
    `The data in ${dataDir} is from PostgreSQL ${theirs}.`,
    `This Weir brings PostgreSQL ${ours}, which cannot read it.`,
    `Start with WEIR_DATA_DIR set to a new folder; to keep the data, start the version of Weir that made it, ` +
      'dump it with pg_dump, and restore it into the new one.',
  );
}

/** Deletes server and folder if this process is killed before `stop()`. */
function removeWithParent(server: number, folder: string): void {
  const script =
    'while kill -0 "$0" && kill -0 "$1"; do sleep 1; done; kill -0 "$0" || { kill -9 "$1"; rm -rf "$2"; }';
  const arguments_ = ['-c', script, String(process.pid), String(server), folder];
  spawn('/bin/sh', arguments_, { cwd: '/', detached: true, stdio: 'ignore' }).unref();
}
