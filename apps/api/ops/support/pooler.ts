import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@weir/stack';
import { type Database, password } from './database.js';
import { shipped } from './deployed.js';
import { aFolder, connectable, ids, stopped } from './processes.js';
import { programs } from './programs.js';

/** Debian's PgBouncer in front of the database `weir`, for the API's role, with the settings in deploy/. */
export class Pooler {
  private readonly folder = aFolder();
  private child: ChildProcess | undefined;
  port = 0;

  constructor(private readonly database: Database) {}

  /** `others`: settings that replace those in deploy/. */
  async start(others: Record<string, string | number> = {}): Promise<void> {
    this.port = await freePort();
    const users = join(this.folder.path, 'users.txt');
    writeFileSync(users, `"weir_app" "${password}"\n`);
    const own = {
      listen_addr: '127.0.0.1',
      listen_port: this.port,
      unix_socket_dir: '',
      auth_file: users,
      ...others,
    };
    const file = join(this.folder.path, 'own.ini');
    writeFileSync(
      file,
      [
        '[databases]',
        `weir = host=127.0.0.1 port=${this.database.port} dbname=weir`,
        '[pgbouncer]',
        `%include ${shipped('pgbouncer.ini', this.folder.path)}`,
        ...Object.entries(own).map(([name, value]) => `${name} = ${value}`),
        '',
      ].join('\n'),
    );
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
