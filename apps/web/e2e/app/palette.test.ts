import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { loadingOnDemand } from '../support/intercepting.ts';
import { faultsOf } from '../support/looks.ts';
import { columnOf, focusOn, linkOf, titlesIn } from '../support/on-the-board.ts';
import { command } from '../support/palette.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../support/until.ts';

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
