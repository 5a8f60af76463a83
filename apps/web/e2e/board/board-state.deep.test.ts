import type { Me, PublicLink } from '@weir/contract';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { cardOf, columnOf, focusOn, linkOf, listOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open, pressItem, reopen } from '../support/until.ts';

withBrowser();

scene(
  'a card that others block says which, in lists too, and on the public board that it is blocked',
  async () => {
    const board = await aBoard('TIED', [queue('Ready'), active('Doing'), done('Done')]);
    const manager = await as('manager');
    const { id } = (await (await as('member')).get<Me>('/v1/me')).user;
    for (const title of ['Waits', 'Comes first', 'Comes second'])
      await board.card(title, 'Ready', { assigneeIds: [id] });
    for (const card of [2, 3]) await manager.post(`${board.path}/cards/1/links`, { kind: 'blockedBy', card });
    const { link } = await manager.put<PublicLink>(`${board.path}/public-link`, {});
    const page = await signedIn('member');
    await open(page, board.page);
    await cardOf(page, 'Waits').getByText('Blocked by TIED-2 and TIED-3').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await open(page, `${board.page}?view=list`);
    await page.getByRole('row', { name: /Waits/ }).getByText('Blocked by TIED-2 and TIED-3').waitFor();
    await open(page, '/demo/my-work');
    const mine = page.getByRole('listitem').filter({ hasText: 'TIED-1' });
    await mine.getByText('Blocked by TIED-2 and TIED-3').waitFor();
    await open(page, new URL(link as string).pathname);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Waits' })
      .getByText('Blocked', { exact: true })
      .waitFor();
  },
);

scene('a long column whose place changes with the cards that it draws can be scrolled through', async () => {
  const board = await aBoard('TALL', [queue('Ready'), active('Doing', 5), done('Done')]);
  for (let at = 1; at <= 60; at += 1) await board.card(`Tall ${at}${' of a longer title'.repeat(at % 4)}`);
  const page = await signedIn('member');
  await open(page, board.page);
  const list = listOf(page, 'Ready');
  await list.evaluate(async (element) => {
    // A browser may move a list that draws other rows. That must not draw others again, without end.
    const real = element.getBoundingClientRect.bind(element);
    element.getBoundingClientRect = () => {
      const { x, y, width, height } = real();
      // The first card is always drawn, because the Tab key leads to it.
      const [, next] = element.querySelectorAll('[aria-posinset]');
      const place = Number(next?.getAttribute('aria-posinset'));
      return new DOMRect(x, y + (Math.floor(place / 6) % 2) * 40, width, height);
    };
    const column = element.closest('[data-scrolls]') as HTMLElement;
    const frame = () => new Promise(requestAnimationFrame);
    const bottom = column.scrollHeight - column.clientHeight;
    for (let top = 0; top < bottom; top += 31, await frame()) column.scrollTop = top;
    column.scrollTop = 0;
  });
  await linkOf(page, 'Tall 2 of a longer title of a longer title').waitFor();
  expect(await list.locator('[data-card]').count()).toBeLessThan(45);
});

scene(
  'a column is added and renamed in place, and stays collapsed in this browser until a card moves there',
  async () => {
    const board = await aBoard('COLL', [queue('Ready'), active('Doing', 3), done('Done')]);
    const page = await signedIn('manager');
    await board.card('Moved there');
    await board.card('In the way', 'Doing');
    await open(page, board.page);
    await page.getByRole('button', { name: 'Actions for column Doing' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.locator('input:focus').waitFor();
    // A pasted name is not cut.
    await page.keyboard.insertText('x'.repeat(200));
    await page.keyboard.press('Enter');
    await page.getByText('Must have at most 60 characters; it has 200.').waitFor();
    await page.getByRole('textbox', { name: 'Name of Doing' }).fill('Ready');
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .filter({ hasText: /Names are unique/ })
      .waitFor();
    // Somebody else renames it meanwhile: nothing is lost before the person has decided.
    const { columns } = await board.read();
    const doing = `${board.path}/columns/${columns.find(({ name }) => name === 'Doing')?.id}`;
    await (await as('manager')).send('PATCH', doing, { name: 'Making' });
    const field = page.getByRole('textbox', { name: 'Name of Making' });
    await field.fill('Building');
    await page.keyboard.press('Enter');
    await page.getByText(/^Somebody else named it “Making” meanwhile\./).waitFor();
    expect((await board.read()).columns.map(({ name }) => name)).toContain('Making');
    await page.keyboard.press('Enter');
    await columnOf(page, 'Building').getByRole('heading', { name: 'Building' }).waitFor();

    // A new column gets its name and kind from its place. The button at the end adds one before Done.
    await page.getByRole('button', { name: 'Actions for column Ready' }).press('Enter');
    await pressItem(page.getByRole('menuitem', { name: 'Add a column after this one…' }));
    const first = page.getByRole('textbox', { name: 'Name of the new column after Ready' });
    await first.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('building');
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .filter({ hasText: /Names are unique/ })
      .waitFor();
    await first.fill('Next');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Actions for column Next' }).and(page.locator(':focus')).waitFor();
    const width = () => page.getByRole('main').evaluate(({ scrollWidth }) => scrollWidth);
    expect(await width()).toBe(1280);
    await page.getByRole('button', { name: 'Add a column' }).click();
    await columnOf(page, 'Name of the new column after Building').getByText('In progress').waitFor();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('Testing');
    await page.keyboard.press('Enter');
    await columnOf(page, 'Testing').waitFor();
    expect((await board.read()).columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['Ready', 'queue'],
      ['Next', 'queue'],
      ['Building', 'active'],
      ['Testing', 'active'],
      ['Done', 'done'],
    ]);

    await page.getByRole('button', { name: 'Actions for column Building' }).click();
    await page.getByRole('menuitem', { name: 'Collapse' }).click();
    await linkOf(page, 'In the way').waitFor({ state: 'hidden' });
    await reopen(page);
    await page.getByRole('button', { name: 'Building: 1 of 3, 2 free, expand' }).waitFor();
    // The kept board may be older than the column.
    await columnOf(page, 'Next').waitFor();
    await linkOf(page, 'Moved there').press(']');
    await focusOn(page, 'Moved there');
    await linkOf(columnOf(page, 'Next'), 'Moved there').press(']');
    await linkOf(columnOf(page, 'Building'), 'Moved there').waitFor();
    await linkOf(page, 'In the way').waitFor();
  },
);
