import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 2), done('Done')];

scene('on a phone, the state of a gate in German stays clear of the button beside it', async () => {
  const board = await aBoard('ENGE', columns);
  const until = new Date(Date.now() + 10 * 86_400_000).toISOString();
  await (await as('manager')).put(`${board.path}/intake/gate`, { state: 'shut', reason: 'Umzug', until });
  const page = await signedIn('requester', { viewport: { width: 390, height: 844 }, locale: 'de-DE' });
  await open(page, '/demo');
  const line = page
    .getByRole('article')
    .filter({ has: page.getByRole('link', { name: 'Team ENGE', exact: true }) });
  const state = line.getByText(/^Eingang geschlossen bis/);
  const button = line.getByRole('link', { name: /^Neue Anfrage/ });
  await state.waitFor();
  const ends = await state.evaluate((text) => text.getBoundingClientRect().right);
  expect(ends).toBeLessThanOrEqual((await button.boundingBox())?.x ?? 0);
});
