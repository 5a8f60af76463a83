import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { loadingOnDemand } from '../support/intercepting.ts';
import { faultsOf } from '../support/looks.ts';
import { linkOf } from '../support/on-the-board.ts';
import { command } from '../support/palette.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../support/until.ts';

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

scene('the palette changes the colours, and a second press closes it', async () => {
  const page = await signedIn('requester');
  await open(page, '/demo');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await page.keyboard.press('Control+k');
  // A misspelt word finds its command too.
  await page.keyboard.type('colurs dark');
  await palette.getByRole('option', { name: 'Colours: Dark' }).click();
  await becomes(() => page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await page.keyboard.press('Control+k');
  await palette.waitFor();
  await page.keyboard.press('Control+k');
  await palette.waitFor({ state: 'hidden' });
  // Other stories have the same person.
  await (await as('requester')).send('PATCH', '/v1/me', { theme: null });
});

scene('what is typed while the palette loads is in its field', async () => {
  const page = await signedIn('member');
  await open(page, '/demo/PLAT');
  const load = await loadingOnDemand(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('fil');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('nd');
  load();
  await hasValue(page.getByRole('dialog', { name: 'Commands' }).getByRole('searchbox'), 'find');
  await page.keyboard.type(' me');
  await hasValue(page.getByRole('dialog', { name: 'Commands' }).getByRole('searchbox'), 'find me');
});

scene('the palette opens every page and dialog that the role allows, and no others', async () => {
  const board = await aBoard('PALP', [queue('Ready'), active('Doing', 3), done('Done')]);
  const owner = await signedIn('owner');
  await open(owner, board.page);
  const opensAndCloses = async (name: string) => {
    const dialog = owner.getByRole('dialog', { name });
    await dialog.waitFor();
    await closeByEscape(dialog);
  };
  await command(owner, 'save view', 'Save this view…');
  await opensAndCloses('Save this view');
  await command(owner, 'recurring', 'Board settings: Recurring cards');
  await owner.waitForURL(`**${board.page}/settings/recurring`);
  await command(owner, 'public link', 'Board settings: Public link');
  await owner.waitForURL('**/public-link');
  await command(owner, 'password', 'Account: Password');
  await owner.waitForURL('**/account/password');
  await command(owner, 'who changed', 'Audit log');
  await owner.waitForURL('**/settings/audit-log');
  await command(owner, 'invite', 'Invite people…');
  await opensAndCloses('Invite people');
  await command(owner, 'new board', 'New board…');
  await opensAndCloses('New board');
  // Closing it removed the dialog from the address, so the command can open it again.
  await command(owner, 'new board', 'New board…');
  await opensAndCloses('New board');

  const member = await signedIn('member');
  await open(member, board.page);
  await member.keyboard.press('ControlOrMeta+k');
  const palette = member.getByRole('dialog', { name: 'Commands' });
  await palette.waitFor();
  // Cards and requests that match are listed later, and are not commands.
  const commands = palette.getByRole('group').filter({ hasNotText: 'Cards, requests and comments' });
  for (const [typed, shown] of [
    ['new board', 0],
    ['invite', 0],
    ['audit', 0],
    ['public link', 0],
    ['recurring', 1],
  ] as const) {
    await palette.getByRole('searchbox').fill(typed);
    await becomes(() => commands.getByRole('option', { name: /…$|^Audit|: / }).count(), shown);
  }
});
