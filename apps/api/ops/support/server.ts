import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@weir/stack';
import { Database, password } from './database.js';
import { aFolder, connectable, family, ids, signalAll, stopped } from './processes.js';
import { programs } from './programs.js';

const run = promisify(execFile);

/** Debian's PostgreSQL with the roles of prisma/roles.sql and no database of Weir but the empty `weir`. */
export class Server extends Database {
  private readonly folder = aFolder();
  private child: ChildProcess | undefined;
  private paused: number[] = [];

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

  /** Freezes the server, as a frozen machine does: connections stay open and silent. */
  pause(): void {
    this.paused = family([this.child!.pid!]);
    signalAll(this.paused, 'SIGSTOP');
  }

  resume(): void {
    signalAll(this.paused, 'SIGCONT');
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
