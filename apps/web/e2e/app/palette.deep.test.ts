import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { linkOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene('the palette is searched in the words of the reader’s language', async () => {
  const board = await aBoard('PALD', [queue('Ready'), active('Doing', 3), done('Done')]);
  await board.card('Karte');
  const page = await signedIn('member', { locale: 'de-DE' });
  await open(page, board.page);
  await linkOf(page, 'Karte').focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Befehle' });
  await palette.getByText(/^Tippe, um \d+ weitere Befehle zu finden/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.type('frist');
  await palette
    .getByRole('option', { name: 'Fälligkeit setzen …' })
    .and(page.locator('[data-focused]'))
    .waitFor();
  await palette.getByRole('searchbox').fill('wiederkehrend');
  await palette.getByRole('option', { name: 'Board-Einstellungen: Wiederkehrende Karten' }).waitFor();
  await palette.getByRole('searchbox').fill('kennwort');
  await palette.getByRole('option', { name: 'Konto: Passwort' }).waitFor();
});
