import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { openLive } from '../support/live.ts';
import { anotherTab, scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 5), done('Done')];

scene('the board’s tab shows the number of waiting requests live, on every page of the board', async () => {
  const board = await aBoard('TABS', columns);
  for (const title of ['The first to be answered', 'Waits on']) await board.ask(title);
  const [manager, owner] = [await signedIn('manager'), await signedIn('owner')];
  const pages = [manager, owner, await anotherTab(owner), await anotherTab(owner)];
  for (const [at, path] of ['/intake', '', '/requests/2', '/intake/ledger'].entries())
    await (at < 2 ? openLive : open)(pages[at]!, `${board.page}${path}`);
  const waitingIs = (waiting: number) =>
    Promise.all(
      pages.map((page) =>
        page
          .getByRole('navigation', { name: 'This board' })
          .getByRole('link', { name: new RegExp(`^Requests\\s*${waiting} waiting$`) })
          .waitFor(),
      ),
    );
  await waitingIs(2);
  const message = 'It is not what we are here for.';
  await (await as('manager')).put(`${board.path}/requests/1/answer`, {
    kind: 'decline',
    reason: 'notAligned',
    message,
  });
  await waitingIs(1);
});
