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
