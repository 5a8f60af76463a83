import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { columnOf, focusOn, linkOf, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, open } from '../support/until.ts';

withBrowser();

scene(
  'the palette acts on the focused card, goes to boards and cards, and loads when it is opened',
  async () => {
    const board = await aBoard('PALE', [queue('Ready'), active('Doing', 1), done('Done')]);
    for (const title of ['First', 'Second']) await board.card(title);
    const page = await signedIn('manager');
    const loaded: string[] = [];
    page.on('response', (answer) => loaded.push(answer.url()));
    await open(page, board.page);
    const palette = page.getByRole('dialog', { name: 'Commands' });
    const option = (name: string | RegExp) => palette.getByRole('option', { name });
    const before = loaded.length;

    await linkOf(page, 'First').focus();
    await page.keyboard.press('Control+k');
    await option('Move to Doing').waitFor();
    expect(loaded.slice(before).some((url) => url.includes('/_next/static/'))).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.type('doing move');
    await option('Open').waitFor({ state: 'hidden' });
    // The first one has the focus; what the search finds comes below it.
    await option('Move to Doing').and(page.locator('[data-focused]')).waitFor();
    await page.keyboard.press('Enter');
    await becomes(() => titlesIn(page, 'Doing'), ['First']);
    await focusOn(page, 'First');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('assign');
    await option('Assign to me').click();
    await becomes(
      async () => (await board.read()).cards.find(({ number }) => number === 1)?.assignees[0]?.name,
      'Mira Mensah',
    );
    await linkOf(page, 'First').focus();
    await page.keyboard.press('Control+k');
    await option(/^Block/).click();
    const blocking = page.getByRole('dialog', { name: 'Block PALE-1' });
    await blocking.getByRole('textbox').fill('Waits for Legal');
    await closeByEscape(blocking);

    // A full column refuses here as everywhere.
    await linkOf(page, 'Second').focus();
    await page.keyboard.press('Control+k');
    await option('Move to Doing').click();
    await columnOf(page, 'Doing').getByRole('group', { name: 'PALE-2 can’t move to Doing' }).waitFor();

    for (const collapse of ['Collapse column Done', 'Expand column Done']) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(collapse);
      await option(collapse).click();
    }
    await columnOf(page, 'Done').getByRole('button', { name: 'Actions for column Done' }).waitFor();

    // From any page to any card, and from an open card too.
    await open(page, '/demo/members');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('PALE-2');
    await option(/^PALE-2 Second/).click();
    await page.getByRole('dialog', { name: 'PALE-2' }).getByRole('textbox').first().waitFor();
    await page.keyboard.press('Control+k');
    await option(/^Archive Del$/).waitFor();
    await option(/^Platform/).click();
    await page.waitForURL('**/demo/PLAT');
  },
);
