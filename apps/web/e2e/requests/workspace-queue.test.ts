import { aBoard } from '../support/board.ts';
import { answerOf, columns, sendDelayed } from '../support/intake.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../support/until.ts';

withBrowser();

scene(
  'requests of several boards are answered in their common queue: by keys, with undo, and with a refusal in sight',
  async () => {
    // No other request is due between these two.
    const disks = await aBoard('QALL', columns(1), { answerWithinHours: 400 });
    const desks = await aBoard('QALM', columns(1), { answerWithinHours: 401 });
    await disks.ask('A bigger disk');
    await desks.ask('A higher desk');
    const page = await signedIn('manager');
    await open(page, '/demo');
    await page.getByRole('button', { name: 'Workspace Demo' }).click();
    await page.getByRole('menuitem', { name: 'Requests' }).click();
    const later = page.getByRole('region', { name: 'Later' });
    const focused = (title: string) =>
      page.getByRole('heading', { name: title, level: 2, exact: true }).and(page.locator(':focus')).waitFor();
    const message = page.getByLabel('Message to the requester');
    await later.getByRole('link', { name: 'A bigger disk' }).click();
    await focused('A bigger disk');
    await becomes(async () => new URL(page.url()).search, '?request=QALL-R1');

    // The next one is of the other board.
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /Column/ }).waitFor();
    await message.fill('Gladly.');
    await page.keyboard.press('Control+Enter');
    await focused('A higher desk');
    await becomes(async () => new URL(page.url()).search, '?request=QALM-R1');
    await later.getByRole('link', { name: 'A bigger disk' }).waitFor({ state: 'hidden' });
    await page.getByRole('status').getByText('The answer is sent in a few seconds.').waitFor();
    await page.keyboard.press('Control+z');
    await focused('A bigger disk');
    await hasValue(message, 'Gladly.');
    expect(await answerOf(disks, 1)).toBeNull();

    // Its place is taken before the answer is sent.
    await page.keyboard.press('Control+Enter');
    await focused('A higher desk');
    const quicker = await disks.card('Somebody was quicker');
    await sendDelayed(page);
    await page.getByRole('alert').getByText('Your answer to QALL-R1 A bigger disk was not sent.').waitFor();
    await page.getByRole('button', { name: 'Open QALL-R1' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'QALL-1 Somebody was quicker' }).waitFor();
    await reopen(page);
    await page.getByRole('heading', { name: 'A bigger disk', level: 2 }).waitFor();
    await hasValue(message, 'Gladly.');
    await disks.move(quicker, 'Doing');
    await page.getByRole('button', { name: 'Send and go to next' }).press('Enter');
    await focused('A higher desk');
    await sendDelayed(page);
    await page.getByRole('status').getByText('is now card QALL-2').waitFor();
    expect((await answerOf(disks, 1))?.message).toBe('Gladly.');

    await page.getByRole('button', { name: 'All waiting requests' }).click();
    await later.getByRole('link', { name: 'A higher desk' }).and(page.locator(':focus')).waitFor();
  },
);
