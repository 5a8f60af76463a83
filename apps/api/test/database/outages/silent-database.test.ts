import { setTimeout as sleep } from 'node:timers/promises';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { Relay } from '../../support/servers/relay.js';

const api = theApi();

test('the answer to a write says that it may have been saved if the database’s answer is lost', async () => {
  const network = await new Relay(api.env.DATABASE_URL).listen();
  const instance = await anotherInstance(api, { DATABASE_URL: network.url, WEIR_STATEMENT_SECONDS: 0.3 });
  const member = instance.as(api.people.member);
  const { path } = await aBoard().make();
  expect(await member.post(`${path}/cards`, { title: 'First' })).toMatchObject({ status: 201 });

  // A silence while the connection is idle is not a fault. A later silence must still be noticed.
  await sleep(1_500);
  network.loseAnswers();
  const begin = performance.now();
  const lost = await member.post<{ detail: string }>(`${path}/cards`, { title: 'Second' });
  expect(lost).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  expect(performance.now() - begin).toBeLessThan(15_000);
  expect(lost.body.detail).toMatch(/may have been saved/);

  network.recover();
  expect(await member.get(`${path}/cards/2`)).toMatchObject({ status: 200, body: { title: 'Second' } });
  await instance.close();
  await network.close();
});
