import type { Board, MemberList } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open, reopen } from '../support/until.ts';

withBrowser();

const json = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});
const madeAt = (n: number) => `6983${String(n).padStart(20, '0')}`;

/** A board of Trello with many cards: most are delivered, some in progress, and one list has a limit of 3. */
function trelloBoard(count: number) {
  const list = (n: number) => (n < 8 ? 'doing' : n % 3 === 0 ? 'ideas' : 'done');
  return {
    name: 'Moving day',
    lists: [
      { id: 'ideas', name: 'Ideas', pos: 1 },
      { id: 'doing', name: 'Doing', pos: 2, softLimit: 3 },
      { id: 'done', name: 'Done', pos: 3 },
    ],
    members: [{ id: 'm1', fullName: 'Somebody Else' }],
    cards: Array.from({ length: count }, (_, n) => ({
      ...{ id: madeAt(n), name: `Card ${n}`, idList: list(n), pos: n },
      ...{ idMembers: n === 0 ? ['m1'] : [], dateLastActivity: '2026-05-01T10:00:00.000Z' },
    })),
    actions: [],
  };
}

async function choose(page: Page, file: ReturnType<typeof json>) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles(file);
}

scene('a board of Trello with 300 cards moves in: planned, matched, limited, run and reported', async () => {
  const page = await signedIn('manager');
  await open(page, '/demo');
  await page.getByRole('link', { name: 'Import', exact: true }).click();

  // A truncated file gets the place of its fault.
  const file = trelloBoard(300);
  await choose(page, json('broken.json', JSON.stringify(file).slice(0, -10)));
  await page.getByText('This file can’t be imported').waitFor();
  await page.getByText(/Broken in line 1, column/).waitFor();

  await choose(page, json('moving.json', file));
  await page.getByRole('heading', { name: 'Import of moving.json' }).waitFor();
  await page.getByText('Trello: 300 cards').waitFor();
  await page.getByText('Doing has a limit of 3. 5 cards go to a queue column instead').waitFor();

  expect(await faultsOf(page)).toEqual([]);

  // The plan saves itself, also over a reload.
  // A key that is taken is refused at its field.
  await page.getByRole('textbox', { name: 'Key' }).fill('PLAT');
  await page.getByRole('button', { name: 'Import 300 cards' }).click();
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

  await page.getByRole('button', { name: 'Import 300 cards' }).click();
  await page.getByText('300 cards are in Moving day now.').waitFor();
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
  await choose(page, { ...json('list.csv', table), mimeType: 'text/csv' });
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

  // Members see no way to import.
  const member = await signedIn('member');
  await open(member, '/demo');
  expect(await member.getByRole('link', { name: 'Import', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Delete this import' }).click();
  await page.getByRole('heading', { name: 'Import', exact: true }).waitFor();
});
