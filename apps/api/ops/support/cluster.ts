import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@weir/stack';
import pg from 'pg';
import { Database, password } from './database.js';
import { aFolder, connectable, family, ids, signalAll, stopped } from './processes.js';
import { postgresFolder, programs } from './programs.js';

type Node = { name: string; port: number; rest: number; file: string; child?: ChildProcess };

/**
 * Debian's Patroni with etcd and three PostgreSQL servers: a primary, a synchronous replica and another replica. HAProxy passes
 * connections to the primary. The settings are those of docs/operations/fail-over.md.
 */
export class Cluster extends Database {
  private readonly folder = aFolder();
  private readonly others: ChildProcess[] = [];
  private nodes: Node[] = [];

  async start(): Promise<void> {
    const [store, peers] = [await freePort(), await freePort()];
    const at = (port: number) => `http://127.0.0.1:${port}`;
    this.run('etcd', programs().etcd, [
      ...['--name', 'store', '--data-dir', join(this.folder.path, 'etcd'), '--unsafe-no-fsync'],
      ...['--listen-client-urls', at(store), '--advertise-client-urls', at(store)],
      ...['--listen-peer-urls', at(peers), '--initial-advertise-peer-urls', at(peers)],
      ...['--initial-cluster', `store=${at(peers)}`],
    ]);
    while (!(await answers(`${at(store)}/health`))) await sleep(100);
    for (const name of ['one', 'two', 'three']) {
      const node = { name, port: await freePort(), rest: await freePort(), file: '' };
      this.nodes.push({
        ...node,
        file: this.write(`${name}.yml`, configuration(node, this.folder.path, store)),
      });
    }
    for (const node of this.nodes) this.startNode(node);
    this.port = await freePort();
    this.run('haproxy', programs().haproxy, [
      '-db',
      '-f',
      this.write('haproxy.cfg', proxy(this.port, this.nodes)),
    ]);
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
    node.child = this.spawn(node.name, programs().patroni, [node.file]);
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

  private run(name: string, file: string, arguments_: string[]): void {
    this.others.push(this.spawn(name, file, arguments_));
  }

  private spawn(name: string, file: string, arguments_: string[]): ChildProcess {
    const log = openSync(join(this.folder.path, `${name}.log`), 'a');
    const child = spawn(file, arguments_, { ...ids, cwd: '/', stdio: ['ignore', log, log] });
    closeSync(log);
    return child;
  }

  private write(name: string, text: string): string {
    const file = join(this.folder.path, name);
    writeFileSync(file, text);
    return file;
  }
}

const configuration = ({ name, port, rest }: Omit<Node, 'child'>, folder: string, store: number) => `
scope: weir
name: ${name}
restapi: { listen: '127.0.0.1:${rest}', connect_address: '127.0.0.1:${rest}' }
etcd3: { host: '127.0.0.1:${store}' }
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 3
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: { max_connections: 200 }
  initdb: [{ encoding: UTF8 }, { locale: C }, data-checksums]
postgresql:
  listen: '127.0.0.1:${port}'
  connect_address: '127.0.0.1:${port}'
  bin_dir: ${postgresFolder()}
  data_dir: ${join(folder, name)}
  pgpass: ${join(folder, `${name}.pgpass`)}
  parameters: { unix_socket_directories: '' }
  pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication replicator 127.0.0.1/32 scram-sha-256']
  authentication:
    superuser: { username: administrator, password: ${password} }
    replication: { username: replicator, password: ${password} }
    rewind: { username: rewinder, password: ${password} }
`;

const proxy = (port: number, nodes: Node[]) => `
defaults
  mode tcp
  timeout connect 1s
  timeout client 30m
  timeout server 30m
  timeout check 1s
listen primary
  bind 127.0.0.1:${port}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${nodes.map((node) => `  server ${node.name} 127.0.0.1:${node.port} check port ${node.rest}`).join('\n')}
`;

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
