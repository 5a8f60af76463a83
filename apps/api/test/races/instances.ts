import { afterAll, beforeAll } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '../../src/clock.js';
import { type Api, theApi } from '../support/api.js';
import type { People } from '../support/people.js';
import type { Services } from '../support/runner/built-api.js';
import { flushStatistics, type Isolation, SqlCrowd } from './crowd.js';

/**
 * Two instances of the API on one database, and writers in plain SQL. With two instances the limits
 * are enforced by the database and not by the queue of one instance. The second may have a clock of its own.
 */
export function twoInstances(clockOfSecond?: Clock) {
  const crowds: SqlCrowd[] = [];
  let second: SecondInstance;
  // Hooks run in the order of their definition. This one is before that of `theApi`, which drops the database.
  afterAll(async () => {
    await Promise.all(crowds.map((crowd) => crowd.close()));
    await second.close();
  });
  const api = theApi();
  second = new SecondInstance(api, clockOfSecond ?? api.clock);
  beforeAll(() => second.start());

  function aCrowd(isolation: Isolation, size?: number): SqlCrowd {
    const crowd = new SqlCrowd(api, isolation, size);
    crowds.push(crowd);
    return crowd;
  }
  /** The member at one of the instances. Of every four calls, two go to each. */
  const anyMember = (n: number) => (n % 4 < 2 ? api : second).people.member;
  return { api, second, aCrowd, anyMember };
}

class SecondInstance {
  app!: NestFastifyApplication;
  readonly people: People;
  private origin = '';

  constructor(
    private readonly api: Api,
    private readonly clock: Clock,
  ) {
    const endpoint = () => ({ origin: this.origin, schemas: api.endpoint.schemas });
    const people = Object.entries(api.people).map(([name, person]) => [name, person.at(endpoint)]);
    this.people = Object.fromEntries(people);
  }

  async start(): Promise<void> {
    this.app = await builtApi.makeApplication(this.api.env, this.clock);
    await this.app.listen(0, '127.0.0.1');
    this.origin = await this.app.getUrl();
  }

  service<Name extends keyof Services>(name: Name): Services[Name] {
    return builtApi.serviceOf(this.app, name);
  }

  flushStatistics = (): Promise<void> => flushStatistics(this.service('Pool'));

  close(): Promise<void> {
    return this.app.close();
  }
}
