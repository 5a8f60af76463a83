import type { Board, MemberList } from '@weir/contract';
import { as } from '../support/api.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { chooseFile, jsonFile, trelloBoard } from '../support/trello.ts';
import { becomes, open, reopen } from '../support/until.ts';

withBrowser();

scene('a board of Trello is imported: planned, matched, limited, run and reported', async () => {
  const page = await signedIn('manager');
  await open(page, '/demo');
  await page.getByRole('link', { name: 'Import', exact: true }).click();

  // A truncated file gets the place of its fault.
  const file = trelloBoard(30);
  await chooseFile(page, jsonFile('broken.json', JSON.stringify(file).slice(0, -10)));
  await page.getByText('This file can’t be imported').waitFor();
  await page.getByText(/Broken in line 1, column/).waitFor();

  await chooseFile(page, jsonFile('moving.json', file));
  await page.getByRole('heading', { name: 'Import of moving.json' }).waitFor();
  await page.getByText('Trello: 30 cards').waitFor();
  await page.getByText('Doing has a limit of 3. 5 cards go to a queue column instead').waitFor();

  expect(await faultsOf(page)).toEqual([]);

  // The plan saves itself, also over a reload.
  // A key that is taken is refused at its field.
  await page.getByRole('textbox', { name: 'Key' }).fill('PLAT');
  await page.getByRole('button', { name: 'Import 30 cards' }).click();
  await page.getByRole('textbox', { name: 'Key' }).and(page.locator('[aria-invalid="true"]')).waitFor();
  await page.getByRole('textbox', { name: 'Key' }).fill('MOVED');
  await page.getByRole('button', { name: 'Somebody Else is' }).click();
  const [member] = (
    await (await as('manager')).get<MemberList>('/v1/workspaces/demo/members?size=200')
  ).items.filter(({ role }) => role === 'member');
  await page.getByRole('option', { name: member?.name as string }).click();
  await page.getByText(/A person assigned in the file/).waitFor({ state: 'hidden' });
  await reopen(page);
  await becomes(() => page.getByRole('textbox', { name: 'Key' }).inputValue(), 'MOVED');
  // A change just before leaving the page is saved too.
  const address = new URL(page.url()).pathname;
  await page.getByRole('textbox', { name: 'Key' }).fill('LEFT');
  await open(page, '/demo');
  await open(page, address);
  await becomes(() => page.getByRole('textbox', { name: 'Key' }).inputValue(), 'LEFT');
  await page.getByRole('textbox', { name: 'Key' }).fill('MOVED');

  await page.getByRole('button', { name: 'Import 30 cards' }).click();
  await page.getByText('30 cards are in Moving day now.').waitFor();
  await page.getByText('5 of them are in a queue column, because a limit left no room').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the report' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('moving-import.csv');

  const board = await (await as('manager')).get<Board>('/v1/workspaces/demo/boards/MOVED');
  const doing = board.columns.find(({ name }) => name === 'Doing');
  expect(doing).toMatchObject({ load: 3, limit: { max: 3 } });
  expect(board.cards.find(({ title }) => title === 'Card 0')?.assignees).toEqual([
    { id: member?.id, name: member?.name },
  ]);
  await page.getByRole('link', { name: 'Open Moving day' }).click();
  await page.getByText('Card 2', { exact: true }).waitFor();
  await (await as('manager')).ask('PATCH', '/v1/workspaces/demo/boards/MOVED', { archived: true });
});

scene('the columns of a table get other meanings, and people without the role see no import', async () => {
  const page = await signedIn('manager');
  await open(page, '/demo/import');
  const table = 'What;Where;Due;Day\nPaint the door;Porch;2026-03-04;03/04/2026\n';
  await chooseFile(page, { ...jsonFile('list.csv', table), mimeType: 'text/csv' });
  await page.getByRole('button', { name: 'What is' }).getByText('Title').waitFor();
  await page.getByRole('button', { name: 'Where is' }).click();
  await page.getByRole('option', { name: 'Column on the board' }).click();
  await page.getByText('Porch', { exact: true }).first().waitFor();
  await page.getByText('Table: 1 card').waitFor();
  // Only the day depends on the order of its numbers.
  const order = page.getByRole('radiogroup', { name: 'Dates like 03/04/2026' });
  expect(await order.count()).toBe(0);
  await page.getByRole('button', { name: 'Day is' }).click();
  await page.getByRole('option', { name: 'Custom field: date' }).click();
  await order.waitFor();

  // A button that can't be used says why.
  await page.getByRole('button', { name: 'Cards of Porch go to' }).click();
  await page.getByRole('option', { name: 'Not imported' }).click();
  await page.getByText('No card of this file would be imported').waitFor();

  // Members see no way to import.
  const member = await signedIn('member');
  await open(member, '/demo');
  expect(await member.getByRole('link', { name: 'Import', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Delete this import' }).click();
  await page.getByRole('heading', { name: 'Import', exact: true }).waitFor();
});
