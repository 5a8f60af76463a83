import type { Request } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open, reopen } from '../support/until.ts';

withBrowser();

const day = 86_400_000;

/** The instant as a reader in that zone reads it, and the name of the zone where the board's clock differs. */
function wordedIn(zone: string, at: string, isNamed: boolean): string {
  const thisYear = new Date(at).getUTCFullYear() === new Date().getUTCFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(!thisYear && { year: 'numeric' }),
    timeZone: zone,
    ...(isNamed && { timeZoneName: 'short' }),
  })
    .format(new Date(at))
    .replace('GMT-', 'GMT−');
}

/** As the app draws it: it breaks only before the time. */
const drawnAs = (worded: string) => worded.replace(/ (?!\d{1,2}:)/g, '\u00a0');

const shows = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first().waitFor();

scene('one instant of a Berlin board reads the same on every page, in Los Angeles and Berlin', async () => {
  const board = await aBoard('TIME', [queue('Ready'), active('Doing'), done('Done')], {
    timeZone: 'Europe/Berlin',
  });
  const manager = await as('manager');
  const until = `${new Date(Date.now() + 10 * day).toISOString().slice(0, 10)}T23:00:00.000Z`;
  const dueOn = new Date(Date.now() + 20 * day).toISOString().slice(0, 10);
  const card = await board.card('With a date', 'Ready');
  await manager.send('PATCH', `${board.path}/cards/${card.number}`, { dueOn });
  const requester = await as('requester');
  const { answerBy } = await requester.post<Request>(`${board.path}/requests`, { title: 'By when?' });
  await manager.put(`${board.path}/intake/gate`, { state: 'shut', reason: 'We move', until });

  // The stories from asking to delivery are played in Kolkata too.
  const zones = ['America/Los_Angeles', 'Europe/Berlin'];
  await Promise.all(
    zones.map(async (timezoneId) => {
      const isAbroad = timezoneId !== 'Europe/Berlin';
      const worded = wordedIn(timezoneId, until, isAbroad);
      const page = await signedIn('manager', { timezoneId });
      await open(page, `${board.page}/intake`);
      await shows(page, worded);
      await open(page, board.page);
      const face = page.locator(`[data-card="${card.number}"]`);
      await face.getByText(isAbroad ? /^Due \d+\s\w+(\s\d+)?\sCES?T$/ : /^Due \d+\s\w+(\s\d+)?$/).waitFor();
      await page.getByRole('button', { name: /^Flowing/ }).press('Enter');
      await shows(page, worded);
      await open(page, `${board.page}?card=${card.number}`);
      // A day of the board's calendar is the board's, wherever it is read.
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^Due/ }).click();
      await dialog.getByRole('textbox', { name: /^Due/ }).waitFor();
      expect(await dialog.getByText(/^A day in the board’s time zone \(CES?T\)\.$/).count()).toBe(
        isAbroad ? 1 : 0,
      );
      await open(page, '/demo/notices');
      // Worded by the API, for the reader.
      await shows(page, `An answer is promised by ${wordedIn(timezoneId, answerBy, isAbroad)}.`);
      await open(page, '/demo');
      await shows(page, `Intake closed until ${wordedIn(timezoneId, until, false)}`);
    }),
  );
});

scene(
  'the first page of a browser shows no time before it is in the browser’s zone; the next ones come in it',
  async () => {
    const board = await aBoard('FLAS', [queue('Ready'), active('Doing'), done('Done')], {
      timeZone: 'Europe/Berlin',
    });
    const until = `${new Date(Date.now() + 10 * day).toISOString().slice(0, 10)}T23:00:00.000Z`;
    await (await as('manager')).put(`${board.path}/intake/gate`, { state: 'shut', reason: 'We move', until });
    const page = await signedIn('manager', { timezoneId: 'Asia/Kolkata' });
    const address = `${board.page}/intake`;
    const drawn = async () => (await page.request.get(address)).text();

    const first = await drawn();
    expect(first).toMatch(/<html[^>]* data-zone="unknown"/);
    // What it has is true as well: a time with its zone.
    expect(first).toContain(drawnAs(wordedIn('Europe/Berlin', until, true)));
    await open(page, address);
    await becomes(() => page.locator('html').getAttribute('data-zone'), null);
    await shows(page, wordedIn('Asia/Kolkata', until, true));

    const second = await drawn();
    expect(second).not.toContain('data-zone');
    expect(second).toContain(drawnAs(wordedIn('Asia/Kolkata', until, true)));
    await reopen(page);
    await shows(page, wordedIn('Asia/Kolkata', until, true));
  },
);
