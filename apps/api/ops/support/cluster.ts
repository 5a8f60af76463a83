import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@weir/stack';
import pg from 'pg';
import { Database, password } from './database.js';
import { shipped } from './deployed.js';
import { aFolder, connectable, family, ids, signalAll, stopped } from './processes.js';
import { postgresFolder, programs } from './programs.js';

type Node = { name: string; port: number; rest: number; child?: ChildProcess };

/**
 * Debian's Patroni with etcd and three PostgreSQL servers: a primary, a synchronous replica and another replica. HAProxy passes
 * connections to the primary. All have the settings in deploy/.
 */
export class Cluster extends Database {
  private readonly folder = aFolder();
  private readonly others: ChildProcess[] = [];
  private nodes: Node[] = [];
  private store = 0;

  async start(): Promise<void> {
    const [store, peers] = [await freePort(), await freePort()];
    this.store = store;
    const at = (port: number) => `http://127.0.0.1:${port}`;
    this.run('etcd', programs().etcd, [
      ...['--name', 'store', '--data-dir', join(this.folder.path, 'etcd'), '--unsafe-no-fsync'],
      ...['--listen-client-urls', at(store), '--advertise-client-urls', at(store)],
      ...['--listen-peer-urls', at(peers), '--initial-advertise-peer-urls', at(peers)],
      ...['--initial-cluster', `store=${at(peers)}`],
    ]);
    while (!(await answers(`${at(store)}/health`))) await sleep(100);
    for (const name of ['one', 'two', 'three'])
      this.nodes.push({ name, port: await freePort(), rest: await freePort() });
    for (const node of this.nodes) this.startNode(node);
    this.port = await freePort();
    const servers = this.nodes.flatMap(({ port, rest }, n) => [
      [`WEIR_DB_${n + 1}`, `127.0.0.1:${port}`],
      [`WEIR_DB_${n + 1}_REST`, String(rest)],
    ]);
    const file = shipped('primary.cfg', this.folder.path);
    this.run('haproxy', programs().haproxy, ['-db', '-f', file], {
      WEIR_PRIMARY_BIND: `127.0.0.1:${this.port}`,
      ...Object.fromEntries(servers),
    });
    await connectable(this.url('administrator', 'postgres'));
    await this.whole();
    await this.prepare();
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) signalAll(this.processesOf(node), 'SIGKILL');
    for (const child of this.others) await stopped(child, 'SIGKILL');
    this.folder.remove();
  }

  /** Resolves when there is a primary and a synchronous replica, and all three servers run. */
  async whole(): Promise<void> {
    for (;;) {
      const up = await Promise.all(this.nodes.map(({ rest }) => answers(`http://127.0.0.1:${rest}/health`)));
      const replicas = await Promise.all(
        this.nodes.map(({ rest }) => answers(`http://127.0.0.1:${rest}/synchronous`)),
      );
      if (up.every(Boolean) && replicas.some(Boolean) && (await this.primary())) return;
      await sleep(200);
    }
  }

  /** The server that takes writes and is not frozen. */
  async primary(): Promise<Node | undefined> {
    for (const node of this.nodes) if (await takesWrites(node.port)) return node;
    return undefined;
  }

  /** Kills every process of a server at once, as a loss of power does. */
  async kill(node: Node): Promise<void> {
    signalAll(this.processesOf(node), 'SIGKILL');
    await stopped(node.child, 'SIGKILL');
  }

  /** Freezes every process of a server. Returns a function that resumes them. */
  freeze(node: Node): () => void {
    const frozen = this.processesOf(node);
    signalAll(frozen, 'SIGSTOP');
    return () => signalAll(frozen, 'SIGCONT');
  }

  startNode(node: Node): void {
    const { name, port, rest } = node;
    const accounts = { SUPERUSER: 'administrator', REPLICATION: 'replicator', REWIND: 'rewinder' };
    const env = Object.entries({
      NAME: name,
      ETCD3_HOSTS: `127.0.0.1:${this.store}`,
      RESTAPI_LISTEN: `127.0.0.1:${rest}`,
      RESTAPI_CONNECT_ADDRESS: `127.0.0.1:${rest}`,
      POSTGRESQL_LISTEN: `127.0.0.1:${port}`,
      POSTGRESQL_CONNECT_ADDRESS: `127.0.0.1:${port}`,
      POSTGRESQL_DATA_DIR: join(this.folder.path, name),
      POSTGRESQL_BIN_DIR: postgresFolder(),
      POSTGRESQL_PGPASS: join(this.folder.path, `${name}.pgpass`),
      ...Object.fromEntries(
        Object.entries(accounts).flatMap(([of, username]) => [
          [`${of}_USERNAME`, username],
          [`${of}_PASSWORD`, password],
        ]),
      ),
    }).map(([key, value]) => [`PATRONI_${key}`, value]);
    const file = shipped('patroni.yml', this.folder.path);
    node.child = this.spawn(name, programs().patroni, [file], Object.fromEntries(env));
  }

  /** Resolves when a server other than `before` takes writes, with that instant of `performance.now()`. */
  async promoted(before: Node): Promise<number> {
    for (;;) {
      for (const node of this.nodes) {
        if (node !== before && (await takesWrites(node.port))) return performance.now();
      }
      await sleep(50);
    }
  }

  /** Patroni, PostgreSQL and their descendants. PostgreSQL is not a child of Patroni, because it keeps running when Patroni ends. */
  private processesOf({ name, child }: Node): number[] {
    const file = join(this.folder.path, name, 'postmaster.pid');
    const postmaster = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
    return family([child?.pid, postmaster].filter((pid) => pid !== undefined));
  }

  private run(name: string, file: string, arguments_: string[], more?: NodeJS.ProcessEnv): void {
    this.others.push(this.spawn(name, file, arguments_, more));
  }

  private spawn(
    name: string,
    file: string,
    arguments_: string[],
    more: NodeJS.ProcessEnv = {},
  ): ChildProcess {
    const log = openSync(join(this.folder.path, `${name}.log`), 'a');
    const env = { PATH: process.env.PATH, ...more };
    const child = spawn(file, arguments_, { ...ids, cwd: '/', env, stdio: ['ignore', log, log] });
    closeSync(log);
    return child;
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function takesWrites(port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: `postgresql://administrator:${password}@127.0.0.1:${port}/postgres`,
    connectionTimeoutMillis: 500,
    query_timeout: 500,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ replica: boolean }>('SELECT pg_is_in_recovery() AS replica');
    return !rows[0]!.replica;
  } catch {
    return false;
  } finally {
    void client.end().catch(() => {});
  }
}
