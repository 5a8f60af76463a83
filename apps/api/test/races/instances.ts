import { afterAll, beforeAll } from '@jest/globals';
import { makeApplication } from '../../src/application.js';
import { Pool } from '../../src/database/pool.js';
import { type Api, anApi } from '../support/api.js';
import { Caller } from '../support/caller.js';
import { type Isolation, SqlCrowd, tellStatistics } from './crowd.js';

/**
 * For a test file: two instances of the API on one database, so that the database and not an instance's queue is
 * what holds the limits, and crowds in plain SQL beside them. All is there when its first test begins, and is
 * closed after its last.
 */
export function twoInstances() {
  const api = {} as Api;
  const second = {} as Awaited<ReturnType<typeof aSecondInstance>>;
  const crowds: SqlCrowd[] = [];
  beforeAll(async () => {
    Object.assign(api, await anApi());
    Object.assign(second, await aSecondInstance(api));
  });
  afterAll(async () => {
    await Promise.all(crowds.map((crowd) => crowd.close()));
    await second.close();
    await api.close();
  });

  function aCrowd(isolation: Isolation, size?: number): SqlCrowd {
    const crowd = new SqlCrowd(api, isolation, size);
    crowds.push(crowd);
    return crowd;
  }
  return { api, second, aCrowd };
}

/** Another instance of the API on the same database: what one instance queues, two do not. */
async function aSecondInstance(api: Api) {
  const app = await makeApplication(api.env, api.clock);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    app,
    as: (who: Parameters<Api['as']>[0]) => new Caller(origin, api.as(who).token, api.promised),
    tellStatistics: () => tellStatistics(app.get(Pool)),
    close: () => app.close(),
  };
}
