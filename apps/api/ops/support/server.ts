import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@weir/stack';
import pg from 'pg';
import { programs } from './programs.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const password = 'a-password-of-the-tests';
const run = promisify(execFile);

/** PostgreSQL and PgBouncer refuse to run as root. */
const ids =
  process.getuid?.() === 0
    ? { uid: Number(execFileSync('id', ['-u', 'nobody'])), gid: Number(execFileSync('id', ['-g', 'nobody'])) }
    : {};

/** A folder for a server, deleted by `remove`. */
function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'weir-ops-'));
  chmodSync(path, 0o755);
  if (ids.uid !== undefined) chownSync(path, ids.uid, ids.gid);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Debian's PostgreSQL with the roles of prisma/roles.sql and no database of Weir but the empty `weir`. */
export class Server {
  private readonly folder = aFolder();
  private child: ChildProcess | undefined;
  private paused: number[] = [];
  port = 0;

  async start(): Promise<void> {
    const data = join(this.folder.path, 'data');
    const file = join(this.folder.path, 'password');
    writeFileSync(file, password);
    const flags = ['-D', data, '-U', 'administrator', '-A', 'scram-sha-256', '--pwfile', file];
    const locale = ['--encoding=UTF8', '--locale=C', '--no-sync'];
    await run(programs().initdb, [...flags, ...locale], { ...ids, cwd: '/' });
    this.port = await freePort();
    const settings = ['port', 'listen_addresses', 'unix_socket_directories', 'fsync', 'max_connections'];
    const values = [this.port, '127.0.0.1', '', 'off', 100];
    const arguments_ = settings.flatMap((name, at) => ['-c', `${name}=${values[at]}`]);
    this.child = spawn(programs().postgres, ['-D', data, ...arguments_], {
      ...ids,
      cwd: '/',
      stdio: 'ignore',
    });
    await connectable(this.url('administrator', 'postgres'));
    await this.prepare();
  }

  async stop(): Promise<void> {
    await stopped(this.child, 'SIGINT');
    this.folder.remove();
  }

  url(role: string, database = 'weir', secret = password): string {
    return `postgresql://${role}:${secret}@127.0.0.1:${this.port}/${database}`;
  }

  async sql<Row extends pg.QueryResultRow>(role: string, database: string, text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url(role, database) });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** An empty database of the migrator, prepared for a restore as the guide says. The roles keep their passwords. */
  async emptyDatabase(name: string): Promise<string> {
    const withoutPasswords = { WEIR_MIGRATOR_PASSWORD: undefined, WEIR_APP_PASSWORD: undefined };
    await this.prepare({ WEIR_DATABASE: name, ...withoutPasswords });
    return name;
  }

  private prepare(env: NodeJS.ProcessEnv = {}): Promise<void> {
    return this.psql('administrator', 'postgres', ['--quiet', `--file=${root}/prisma/roles.sql`], env);
  }

  async migrate(database: string): Promise<void> {
    const env = { DATABASE_URL: this.url('weir_migrator', database), WEIR_APP_ROLE: 'weir_app' };
    await run(process.execPath, [`${root}/prisma/dist/bin/migrate.js`], { env });
  }

  async seed(database: string): Promise<void> {
    const env = { DATABASE_URL: this.url('weir_migrator', database) };
    await run(process.execPath, [`${root}/prisma/dist/bin/seed.js`], { env });
  }

  /** Resolves once the statement returns a row. */
  async until(role: string, database: string, text: string): Promise<void> {
    while ((await this.sql(role, database, text)).length === 0) await sleep(200);
  }

  /** Runs one of PostgreSQL's programs on a database. Throws unless it exits with 0. */
  async program(name: 'pg_dump' | 'pg_restore', role: string, database: string, arguments_: string[]) {
    const target = `--dbname=${this.url(role, database)}`;
    return (await run(programs()[name], [target, ...arguments_], { maxBuffer: 1 << 28 })).stdout;
  }

  async psql(role: string, database: string, arguments_: string[], env: NodeJS.ProcessEnv = {}) {
    const always = ['--no-psqlrc', '--set=ON_ERROR_STOP=1', `--dbname=${this.url(role, database)}`];
    const passwords = { WEIR_MIGRATOR_PASSWORD: password, WEIR_APP_PASSWORD: password };
    await run(programs().psql, [...always, ...arguments_], {
      env: { ...passwords, ...env },
      maxBuffer: 1 << 28,
    });
  }

  /** Stops every process of the server where it is, as a frozen machine does: connections stay and say nothing. */
  pause(): void {
    const own = (pid: number) => readStat(pid)[1] === String(this.child!.pid);
    this.paused = [this.child!.pid!, ...allProcesses().filter(own)];
    for (const pid of this.paused) signal(pid, 'SIGSTOP');
  }

  resume(): void {
    for (const pid of this.paused) signal(pid, 'SIGCONT');
  }
}

const allProcesses = () =>
  execFileSync('ls', ['/proc'], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // A short-lived worker that has ended.
  }
}

/** State, parent, … of a process; nothing if it has ended. */
function readStat(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return [];
  }
}

/** Debian's PgBouncer in front of the database `weir`, for the API's role. */
export class Pooler {
  private readonly folder = aFolder();
  private child: ChildProcess | undefined;
  port = 0;

  constructor(private readonly server: Server) {}

  async start(settings: Record<string, string | number>): Promise<void> {
    this.port = await freePort();
    const users = join(this.folder.path, 'users.txt');
    writeFileSync(users, `"weir_app" "${password}"\n`);
    const all = {
      listen_addr: '127.0.0.1',
      listen_port: this.port,
      unix_socket_dir: '',
      auth_type: 'scram-sha-256',
      auth_file: users,
      default_pool_size: 4,
      ...settings,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
    const file = join(this.folder.path, 'pgbouncer.ini');
    const target = `weir = host=127.0.0.1 port=${this.server.port} dbname=weir`;
    writeFileSync(file, ['[databases]', target, '[pgbouncer]', ...lines, ''].join('\n'));
    this.child = spawn(programs().pgbouncer, ['-q', file], { ...ids, cwd: '/', stdio: 'ignore' });
    await connectable(this.url());
  }

  url(database = 'weir'): string {
    return `postgresql://weir_app:${password}@127.0.0.1:${this.port}/${database}`;
  }

  async stop(): Promise<void> {
    await stopped(this.child, 'SIGKILL');
    this.folder.remove();
  }
}

async function stopped(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function connectable(connectionString: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 300) throw error;
      await sleep(100);
    }
  }
}
