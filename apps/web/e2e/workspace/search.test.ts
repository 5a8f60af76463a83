import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../support/until.ts';

withBrowser();

scene('a card is found by a misspelt word and opened without the mouse', async () => {
  const board = await aBoard('SRCH', [queue('Ready'), active('Doing', 3), done('Done')]);
  const card = await board.card('Retire the mainframe connector');
  await (await as('member')).post(`${board.path}/cards/${card.number}/comments`, {
    text: 'The last batch of the Kolkata office runs on Friday.',
  });
  const page = await signedIn('member');
  await open(page, board.page);
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByRole('searchbox').waitFor();
  await page.keyboard.type('mainfarme');
  const found = dialog.getByRole('option', { name: /Retire the mainframe connector/ });
  await found.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'SRCH-1' }).waitFor();
  expect(new URL(page.url()).search).toBe(`?card=${card.number}`);
  await closeByEscape(page.getByRole('dialog', { name: 'SRCH-1' }));

  // By a word of a comment, which is marked, from any page.
  await open(page, '/demo/members');
  await page.getByRole('button', { name: 'Search (/)' }).click();
  await page.keyboard.type('friday kol');
  const comment = dialog.getByRole('option', { name: /SRCH-1/ });
  await comment.getByText('Comment on this card').waitFor();
  await becomes(() => comment.locator('mark').allTextContents(), ['Kolkata', 'Friday']);
  await page.getByRole('searchbox').fill('no such thing anywhere');
  await dialog.getByText('Nothing found for “no such thing anywhere”').waitFor();
  await page.keyboard.press('Escape');
  await hasValue(page.getByRole('searchbox'), '');
  await closeByEscape(dialog);
});
