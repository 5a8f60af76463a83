import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import type { Env } from '../../src/env.js';
import type { AnswerSchemas } from './answer-schemas.js';
import { MovableClock } from './clock.js';
import { aDatabase, type TestDatabase } from './database.js';
import { patientBounds } from './patient-bounds.js';
import { fullNames, insertMembership, insertPeople, insertUsers, type People } from './people.js';
import { Caller, Person } from './person.js';
import type { Services } from './runner/built-api.js';

type Settings = Partial<Record<keyof Env, string>>;
/** A function is called when the API starts. */
type SettingsSource = Settings | ((database: TestDatabase) => Settings);
/** `empty`: a new installation without people. `perTest`: a new database for every test. */
type Options = { empty?: boolean; perTest?: boolean };

/** Longer than any test moves the clock. */
const sixtyYears = 60 * 365 * 24 * 60 * 60 * 1000;
let apiOfFile: Api | undefined;

/** The API of a test file: it starts before the first test and closes after the last. */
export function theApi(settings: SettingsSource = {}, { empty, perTest = false }: Options = {}): Api {
  const api = new Api(settings, empty);
  const [begin, end] = perTest ? [beforeEach, afterEach] : [beforeAll, afterAll];
  begin(() => api.start());
  end(() => api.close());
  apiOfFile ??= api;
  return api;
}

/** The API that `theApi` started in this test file. */
export function currentApi(): Api {
  if (!apiOfFile) throw new Error('this test file has not called theApi()');
  return apiOfFile;
}

/** One more API, for one test. The caller closes it. */
export async function anApi(settings: SettingsSource = {}, { empty }: Options = {}): Promise<Api> {
  const api = new Api(settings, empty);
  await api.start();
  return api;
}

/** The API on its own port and database. People and clock exist before it starts, so tests can destructure them. */
export class Api {
  readonly clock = new MovableClock();
  readonly people: People;
  /** A caller without a token. */
  readonly nobody = new Caller(
    () => this.endpoint,
    () => null,
  );
  private readonly tokens = new Map<string, string>();
  private running: Running | undefined;

  constructor(
    private readonly settings: SettingsSource = {},
    private readonly empty = false,
  ) {
    const people = Object.entries(fullNames).map(([key, name]) => {
      return [key, this.newPerson(key, name)];
    });
    this.people = Object.fromEntries(people);
  }

  async start(): Promise<void> {
    const database = await aDatabase();
    const env = builtApi.readEnv({
      DATABASE_URL: database.appUrl,
      WEIR_TOKEN_SECRET: 'a secret of the tests, of no worth at all',
      WEIR_SIGNUP: 'open',
      WEIR_WEB_URL: 'https://weir.test',
      // The tests run on the API's event loop.
      WEIR_MAX_LOOP_DELAY: '60000',
      ...patientBounds,
      // A crowd of a test is few people on one network.
      WEIR_MAX_IN_FLIGHT: '10000',
      WEIR_ADMISSION: 'off',
      // And they call as fast as they can.
      WEIR_TOKEN_POINTS: '0',
      WEIR_PERSON_POINTS: '0',
      WEIR_WORKSPACE_POINTS: '0',
      // A test runs background work when it needs it.
      WEIR_BACKGROUND: 'off',
      WEIR_FILES_DIR: join(tmpdir(), `weir-files-${new URL(database.url).pathname.slice(1)}`),
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      ...(typeof this.settings === 'function' ? this.settings(database) : this.settings),
    });
    this.clock.reset();
    const app = await builtApi.makeApplication(env, this.clock);
    await app.listen(0, '127.0.0.1');
    const schemas = builtApi.schemasOf(app);
    // Few and short, because test files run side by side.
    const pool = new pg.Pool({ connectionString: database.url, max: 12, idleTimeoutMillis: 200 });
    this.running = { app, env, origin: await app.getUrl(), schemas, pool, drop: database.drop };
    if (this.empty) return;
    await insertPeople(this.pool, this.people);
    for (const person of Object.values(this.people)) await this.signIn(person);
  }

  /** Adds a requester to the workspace `demo`. */
  async addRequester(name: string): Promise<Person> {
    const person = this.newPerson(name, name);
    await insertUsers(this.pool, [person]);
    await insertMembership(this.pool, 'demo', person, 'requester');
    await this.signIn(person);
    return person;
  }

  async close(): Promise<void> {
    const { app, env, pool, drop } = this.endpoint;
    await app.close();
    await rm(env.WEIR_FILES_DIR, { recursive: true, force: true });
    // A connection that is still leaving hears the server end it when the database is dropped.
    pool.on('error', () => {});
    await pool.end();
    await drop();
  }

  get endpoint(): Running {
    if (!this.running) throw new Error('the API is not running');
    return this.running;
  }
  get app(): NestFastifyApplication {
    return this.endpoint.app;
  }
  get env(): Env {
    return this.endpoint.env;
  }
  get origin(): string {
    return this.endpoint.origin;
  }
  /** A service of the API, for what does not happen over HTTP. */
  service<Name extends keyof Services>(name: Name): Services[Name] {
    return builtApi.serviceOf(this.app, name);
  }
  /** Connections as the owner of the tables, for what only SQL can show. The API's own have fewer rights. */
  get pool(): pg.Pool {
    return this.endpoint.pool;
  }

  withToken(token: string): Caller {
    return new Caller(
      () => this.endpoint,
      () => token,
    );
  }

  /** The date this many days from today, in UTC. */
  day(ahead = 0): string {
    return new Date(this.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  }

  private newPerson(key: string, name: string): Person {
    const id = uuid();
    const token = () => this.tokens.get(id) as string;
    const email = `${key.toLowerCase()}@people.test`;
    return new Person(() => this.endpoint, token, id, uuid(), name, email);
  }

  private async signIn({ id, sessionId }: Person): Promise<void> {
    const end = new Date(Date.now() + sixtyYears);
    this.tokens.set(id, await this.service('Tokens').ofSession({ userId: id, sessionId }, end));
  }
}

type Running = {
  app: NestFastifyApplication;
  env: Env;
  origin: string;
  schemas: AnswerSchemas;
  pool: pg.Pool;
  drop(): Promise<void>;
};
