import type { Env } from '../../src/env.js';
import type { Api } from './api.js';
import type { Person } from './person.js';

/** One more instance of the API, on the same database where `settings` name no other. The caller closes it. */
export async function anotherInstance(api: Api, settings: Partial<Env>) {
  const app = await builtApi.makeApplication({ ...api.env, ...settings }, api.clock);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  const endpoint = () => ({ origin, schemas: api.endpoint.schemas });
  return { app, origin, as: (person: Person) => person.at(endpoint), close: () => app.close() };
}
