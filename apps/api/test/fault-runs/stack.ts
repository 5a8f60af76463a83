import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, freePort, type Postgres, type Server, startServer } from '@weir/stack';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { Tokens } from '../../src/http/access/tokens.js';
import { MovableClock } from '../support/clock.js';
import { fullNames, insertPeople, type Name, type People } from '../support/people.js';
import { Person } from '../support/person.js';
import { Relay } from '../support/servers/relay.js';
import type { PlannedFault } from './plan.js';
import { untilRead } from './reading.js';

const main = fileURLToPath(new URL('./instance-main.js', import.meta.url));
const secret = 'a secret of the tests, of no worth at all';

/** An instance of the API, with a relay before it and one between it and the database. */
class Instance {
  server: Server | undefined;

  constructor(
    readonly name: string,
    /** Its own address, without the relay. */
    readonly address: string,
    private readonly folder: string,
    private readonly deaths: string[],
    /** Between clients and the API. */
    readonly front: Relay,
    /** Between the API and the database. */
    readonly back: Relay,
  ) {}

  static async make(n: number, folder: string, postgres: Postgres, deaths: string[]): Promise<Instance> {
    const address = `http://127.0.0.1:${await freePort()}`;
    const front = await new Relay(address).listen();
    const back = await new Relay(postgres.appUrl).listen();
    const made = new Instance(`api ${n}`, address, folder, deaths, front, back);
    made.setClock(0);
    return made;
  }

  async start(): Promise<void> {
    this.server = await startServer({
      name: this.name,
      main,
      env: {
        ...settings,
        DATABASE_URL: this.back.url,
        API_PORT: new URL(this.address).port,
        WEIR_TEST_CLOCK: this.clock,
        WEIR_FILES_DIR: join(this.folder, 'files'),
      },
      // Not `ready`: an instance whose clock differs from that of the database is never ready.
      health: `${this.address}/health/live`,
      patience: 240_000,
      log: join(this.folder, `${this.name}.log`),
      onDeath: ({ message }) => this.deaths.push(message),
    });
  }

  /** Its address for clients. */
  get origin(): string {
    return this.front.origin;
  }

  setClock(minutes: number): void {
    writeFileSync(this.clock, String(minutes * 60_000));
    if (this.server) process.kill(this.server.pid, 'SIGUSR2');
  }

  async freeze(milliseconds: number): Promise<void> {
    const { pid } = this.server!;
    process.kill(pid, 'SIGSTOP');
    await pause(milliseconds);
    process.kill(pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    await this.server?.kill();
    await Promise.all([this.front.close(), this.back.close()]);
  }

  private get clock(): string {
    return join(this.folder, `${this.name}.clock`);
  }
}

/** The default time bounds, so that a fault is noticed soon. No points and no admission, which would only slow a run down. */
const settings = {
  PATH: process.env.PATH,
  WEIR_TOKEN_SECRET: secret,
  WEIR_TOKEN_POINTS: '0',
  WEIR_PERSON_POINTS: '0',
  WEIR_WORKSPACE_POINTS: '0',
  WEIR_ADMISSION: 'off',
  WEIR_MAX_LOOP_DELAY: '60000',
  WEIR_SWEEP_SECONDS: '1',
  API_HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
};

/** A database and instances of the API. A run can break each of them. */
export class Stack {
  readonly folder = mkdtempSync(join(tmpdir(), 'weir-faults-'));
  postgres!: Postgres;
  instances: Instance[] = [];
  /** Messages about processes that ended without a fault of the plan. */
  readonly deaths: string[] = [];
  people!: People;
  /** Plain SQL as the owner of the tables. */
  pool!: pg.Pool;

  async start(instances: number): Promise<void> {
    this.postgres = await embeddedPostgres({
      dataDir: join(this.folder, 'data'),
      ephemeral: false,
      durable: false,
      // Records the order of the commits, for limits that count over several boards.
      settings: { track_commit_timestamp: 'on' },
      onDeath: (log) => this.deaths.push(`PostgreSQL has ended: ${log}`),
    });
    await migrate(this.postgres.url, { appRole: 'weir_app' });
    this.pool = new pg.Pool({ connectionString: this.postgres.url, max: 6 });
    this.pool.on('error', () => {});
    this.people = await peopleAt(() => this.instances[0]!.origin);
    await insertPeople(this.pool, this.people);
    for (let n = 1; n <= instances; n += 1)
      this.instances.push(await Instance.make(n, this.folder, this.postgres, this.deaths));
    await Promise.all(this.instances.map((instance) => instance.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.pool?.end();
    await this.postgres?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Injects a fault. Resolves when the fault is over. */
  async break(fault: PlannedFault): Promise<void> {
    const instance = 'instance' in fault ? this.instances[fault.instance]! : this.instances[0]!;
    switch (fault.kind) {
      case 'killApi':
        await instance.server!.kill();
        return instance.start();
      case 'freezeApi':
        return instance.freeze(fault.milliseconds);
      case 'killDatabase':
        await this.postgres.kill();
        return this.postgres.restart();
      case 'restartDatabase':
        await this.postgres.stop();
        return this.postgres.restart();
      case 'killBackend':
        return this.killBackend();
      case 'freezeDatabase':
        return this.freezeDatabase(fault.milliseconds);
      case 'moveClock':
        return instance.setClock(fault.minutes);
      case 'cutDatabase':
        return instance.back.cutAfter(fault.afterBytes);
      case 'stallDatabase':
        return instance.back.stall(fault.milliseconds);
      case 'cutClients':
        return instance.front.cut();
    }
  }

  /** Kills one process of PostgreSQL. The server then ends all others, and recovers. */
  private async killBackend(): Promise<void> {
    const [first] = await this.backends(`application_name = 'weir-api' ORDER BY state <> 'active', pid`);
    if (first) signal(first, 'SIGKILL');
  }

  private async freezeDatabase(milliseconds: number): Promise<void> {
    const frozen = [...(await this.backends('true')), this.postgres.pid()];
    for (const pid of frozen) signal(pid, 'SIGSTOP');
    await pause(milliseconds);
    for (const pid of frozen) signal(pid, 'SIGCONT');
  }

  /** The ids of processes of PostgreSQL, which may have to recover from another fault first. */
  private async backends(where: string): Promise<number[]> {
    const { rows } = await untilRead(() =>
      this.pool.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE ${where}`),
    );
    return rows.map(({ pid }) => pid);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // A process of PostgreSQL that has ended.
  }
}

/** Throws for a server error, so that the caller repeats the call. Other tests check the schemas of answers. */
function refuseFaults(method: string, path: string, { status }: { status: number }): void {
  if (status >= 500) throw new Error(`${method} ${path} was answered ${status}`);
}

/** The people of the tests, with sessions of a year. */
async function peopleAt(origin: () => string): Promise<People> {
  const endpoint = () => ({ origin: origin(), schemas: { check: refuseFaults } });
  const tokens = new Tokens({ WEIR_TOKEN_SECRET: secret }, new MovableClock());
  const people = await Promise.all(
    Object.entries(fullNames).map(async ([key, name]) => {
      const [id, sessionId] = [uuid(), uuid()];
      const end = new Date(Date.now() + 365 * 24 * 3_600_000);
      const token = await tokens.ofSession({ userId: id, sessionId }, end);
      const email = `${key.toLowerCase()}@people.test`;
      return [key, new Person(endpoint, () => token, id, sessionId, name, email)] as [Name, Person];
    }),
  );
  return Object.fromEntries(people) as People;
}
