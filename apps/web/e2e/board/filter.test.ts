import type { MemberList } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { columnOf, focusOn, linkOf, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, open, reopen } from '../support/until.ts';

withBrowser();

const faceOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Team and cards in progress' }).getByRole('button', { name });
const query = (page: Page) => new URL(page.url()).searchParams;

scene('a filter is in the address, says what each column hides, and limits count every card', async () => {
  const board = await aBoard('FILT', [queue('Ready'), active('Doing', 3), done('Done')]);
  const kasia = await idOf('Kasia Borowska');
  await board.card('Hers to do', 'Ready', { assigneeIds: [kasia] });
  await board.card('Hers in the works', 'Doing', { assigneeIds: [kasia] });
  for (const title of ['One', 'Two']) await board.card(title, 'Doing');
  const page = await signedIn('member');
  await open(page, board.page);
  const doing = columnOf(page, 'Doing');

  await faceOf(page, 'Kasia Borowska').click();
  await doing.getByText('1 of 3 shown').waitFor();
  await page.getByRole('status').filter({ hasText: '2 cards shown' }).waitFor({ state: 'attached' });
  expect(await titlesIn(page, 'Doing')).toEqual(['Hers in the works']);
  await doing.getByText('Full', { exact: true }).waitFor();
  expect(query(page).get('who')).toBe(kasia);
  expect(await faultsOf(page)).toEqual([]);

  // The address is all it takes.
  await reopen(page);
  expect(await titlesIn(page, 'Ready')).toEqual(['Hers to do']);
  // An open card leaves the filter as it is.
  await linkOf(page, 'Hers to do').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await becomes(async () => query(page).get('who'), kasia);
  // A new card shows although nobody is assigned to it.
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByLabel('Title').fill('Just made');
  await page.keyboard.press('Enter');
  await linkOf(columnOf(page, 'Ready'), 'Just made').waitFor();

  await page.getByRole('button', { name: 'Filter 1 choice' }).press('Enter');
  // Opened by a key, it has the focus. With many people in the workspace that is its field.
  await page.locator('[data-trigger="MenuTrigger"] :focus').waitFor();
  await page.getByRole('menuitemcheckbox', { name: 'Standard' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Blocked' }).click();
  await closeByEscape(page.getByRole('menu'));
  await page.getByText('No card matches the filter').waitFor();
  await page.getByRole('button', { name: 'Blocked: remove this filter' }).click();
  await doing.getByText('1 of 3 shown').waitFor();
  await page.goBack();
  await page.getByText('No card matches the filter').waitFor();
  await page.getByRole('button', { name: 'Blocked: remove this filter' }).click();

  // The list shows the same cards.
  await page.getByRole('button', { name: 'View: Board' }).click();
  await page.getByRole('menuitem', { name: 'List' }).click();
  const rows = page.getByRole('rowheader');
  await becomes(() => rows.allTextContents(), ['Hers to do', 'Hers in the works']);
  await page.getByRole('button', { name: 'Title' }).press('Enter');
  await becomes(() => rows.allTextContents(), ['Hers in the works', 'Hers to do']);
  await page
    .getByRole('columnheader', { name: 'Title' })
    .and(page.locator('[aria-sort="ascending"]'))
    .waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await rows.getByRole('link', { name: 'Hers in the works' }).focus();
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'Hers to do');
  await reopen(page);
  await becomes(() => rows.allTextContents(), ['Hers in the works', 'Hers to do']);

  // All of it gets a name, and comes back by it.
  const views = page.getByRole('button', { name: /^View: / });
  const choose = async (name: string) => {
    await views.click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Save this view…');
  const saving = page.getByRole('dialog', { name: 'Save this view' });
  await saving.getByRole('textbox', { name: 'Name' }).fill('Hers by title');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await saving.waitFor({ state: 'hidden' });
  await choose('Board');
  await rows.first().waitFor({ state: 'hidden' });
  await choose('Hers by title');
  await becomes(() => rows.allTextContents(), ['Hers in the works', 'Hers to do']);
  await choose('Change “Hers by title”…');
  const changing = page.getByRole('dialog', { name: 'Saved view' });
  await changing.getByRole('textbox', { name: 'Name' }).fill('Hers');
  await page.keyboard.press('Enter');
  await changing.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Show “Hers”' }).waitFor();
  await closeByEscape(page.getByRole('option', { name: 'Show “Hers”' }));
  await choose('Change “Hers”…');
  await changing.getByRole('button', { name: 'Remove' }).click();
  await changing.waitFor({ state: 'hidden' });

  // The calendar counts those without a date. Its cards have the keys of the board, and a refusal shows there too.
  await page.getByRole('button', { name: 'View: List' }).click();
  await page.getByRole('menuitem', { name: 'Calendar' }).click();
  await page.getByRole('button', { name: '2 cards without a date' }).click();
  await linkOf(page, 'Hers in the works').focus();
  await page.keyboard.press('ArrowUp');
  await focusOn(page, 'Hers to do');
  await page.keyboard.press('Alt+ArrowRight');
  await page.getByRole('group', { name: /can’t move to Doing/ }).waitFor();
  await closeByEscape(page.getByRole('group', { name: /can’t move to Doing/ }));
  await focusOn(page, 'Hers to do');
  await page.keyboard.press('x');
  await page.getByRole('region', { name: 'Selected cards' }).getByText('1 selected').waitFor();
  await closeByEscape(page.getByRole('region', { name: 'Selected cards' }));
  await page.getByRole('button', { name: 'Next month' }).click();
  await page.getByText(/^No card is due in \w+ \d{4}\.$/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'View: Calendar' }).click();
  await page.getByRole('menuitem', { name: 'Board' }).click();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await becomes(() => titlesIn(page, 'Doing'), ['Hers in the works', 'One', 'Two']);
  expect(new URL(page.url()).search).toBe('');
});

scene(
  'f filters by text without the mouse, Escape leads back to the cards, and an empty result is shown',
  async () => {
    const board = await aBoard('FTXT', [queue('Ready'), active('Doing'), done('Done')]);
    for (const title of ['Rotate the keys', 'Paint the door', 'Key cards for guests'])
      await board.card(title);
    const page = await signedIn('member');
    await open(page, board.page);
    await page.keyboard.press('f');
    await page.keyboard.type('KEY');
    await becomes(() => titlesIn(page, 'Ready'), ['Rotate the keys', 'Key cards for guests']);
    await becomes(async () => query(page).get('text'), 'KEY');
    await page.keyboard.type(' guest');
    await becomes(() => titlesIn(page, 'Ready'), ['Key cards for guests']);
    await page.keyboard.press('Escape');
    await becomes(
      () => titlesIn(page, 'Ready'),
      ['Rotate the keys', 'Paint the door', 'Key cards for guests'],
    );
    await page.keyboard.press('Escape');
    await focusOn(page, 'Rotate the keys');

    // A filter that no card matches says so once in each view, and is taken away there.
    const nothing = page.getByText('No card matches the filter');
    for (const view of ['board', 'list', 'calendar']) {
      await open(page, `${board.page}?text=nonesuch&view=${view}`);
      await nothing.waitFor();
      expect(await page.getByText(/^No card is due in/).count()).toBe(0);
      expect(await page.getByText(/^0 of \d+ shown$/).count()).toBe(0);
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Clear filters' }).press('Enter');
      await nothing.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Filter', exact: true }).and(page.locator(':focus')).waitFor();
      expect(query(page).get('text')).toBeNull();
    }
  },
);

async function idOf(person: string): Promise<string> {
  const { items } = await (await as('manager')).get<MemberList>('/v1/workspaces/demo/members');
  return items.find(({ name }) => name === person)?.id ?? '';
}
