import type { PublicForm } from '@weir/contract';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { cardIn, nextStream, openLive } from '../support/live.ts';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { besideOthers, someServers } from '../support/stack.ts';
import { open } from '../support/until.ts';

withBrowser();

/** A second API and web app on the same database, for tests that stop the API. They find it running and end so. */
let servers: Awaited<ReturnType<typeof someServers>>;
beforeAll(async () => {
  servers = await someServers(stack().database, besideOthers);
});
afterAll(() => servers.stop());

const columns = [queue('Ready'), active('Doing', 5), done('Done')];

scene('a stream survives a restart of the API and resumes where it was', async () => {
  const board = await aBoard('KILL', columns);
  const cards = [await board.card('Before'), await board.card('Meanwhile'), await board.card('Afterwards')];
  const page = await signedIn('member', { baseURL: servers.web });
  await openLive(page, board.page);
  await board.move(cards[0]!, 'Doing');
  await cardIn(page, 'Doing', 'Before').waitFor();

  await servers.apiServer.kill();
  await board.move(cards[1]!, 'Doing');
  const resumed = nextStream(page);
  await servers.startApi();
  await resumed;
  await cardIn(page, 'Doing', 'Meanwhile').waitFor();
  await board.move(cards[2]!, 'Doing');
  await cardIn(page, 'Doing', 'Afterwards').waitFor();
});

scene(
  'a frozen API is noticed within seconds, with and without a stream, and pages recover by themselves',
  async () => {
    const board = await aBoard('FRZE', columns);
    const card = await board.card('Meanwhile');
    const manager = await as('manager');
    const { link } = await manager.put<PublicForm & { link: string }>(`${board.path}/intake/form`, {
      on: true,
    });
    try {
      const page = await signedIn('member', { baseURL: servers.web });
      const asker = await signedIn('requester', { baseURL: servers.web });
      const guest = await aStranger({ baseURL: servers.web });
      await openLive(page, board.page);
      await open(asker, `${board.page}/ask`);
      await open(guest, new URL(link).pathname);
      // Its sockets stay open, and no byte comes.
      process.kill(servers.apiServer.pid, 'SIGSTOP');
      const noticed = { timeout: 8_000 };
      await Promise.all([page, asker, guest].map((each) => each.getByText('Reconnecting').waitFor(noticed)));
      await board.move(card, 'Doing');
      process.kill(servers.apiServer.pid, 'SIGCONT');
      await cardIn(page, 'Doing', 'Meanwhile').waitFor();
      await Promise.all(
        [page, asker, guest].map((each) => each.getByText('Reconnecting').waitFor({ state: 'hidden' })),
      );
    } finally {
      process.kill(servers.apiServer.pid, 'SIGCONT');
    }
  },
);
