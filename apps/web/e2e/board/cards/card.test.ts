import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing'), done('Done')];

scene('a picture is pasted into a comment, shows in it and on the card, and is deleted', async () => {
  const board = await aBoard('PASTE', columns);
  await board.card('Pictured');
  const page = await signedIn('member');
  await open(page, `${board.page}?card=1`);
  const panel = page.getByRole('dialog', { name: 'Card PASTE-1' });
  const comment = panel.getByRole('textbox', { name: 'New comment' });
  await comment.fill('Look:');
  const png = (await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } })).toString('base64');
  await comment.evaluate((field, bytes) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0));
    data.items.add(new File([content], 'shot.png', { type: 'image/png' }));
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, png);
  const files = panel.getByRole('region', { name: 'Files' });
  await files.getByRole('link', { name: 'Open shot.png' }).waitFor();
  await becomes(
    () => comment.inputValue(),
    expect.stringMatching(/^Look:\n!\[shot\.png\]\(attachment:\S+\)\n$/),
  );
  await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  const picture = panel.getByRole('region', { name: 'Comments' }).getByRole('img', { name: 'shot.png' });
  await picture.scrollIntoViewIfNeeded();
  await becomes(() => picture.evaluate((shown) => (shown as HTMLImageElement).naturalWidth), 60);

  await files.getByRole('button', { name: 'Delete shot.png' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await picture.waitFor({ state: 'detached' });
  await panel.getByRole('region', { name: 'Comments' }).getByText('shot.png').waitFor();
  expect(await files.getByRole('link').count()).toBe(0);
});

scene('due date, people and class are edited in place, and the open history shows each change', async () => {
  const board = await aBoard('FACT', columns);
  await board.card('With facts');
  const page = await signedIn('member');
  await open(page, `${board.page}?card=1`);
  const panel = page.getByRole('dialog', { name: 'Card FACT-1' });
  await panel.getByRole('button', { name: 'Class of service Standard' }).click();
  await page.getByRole('radio', { name: /Intangible/ }).press('Space');
  await page.keyboard.press('Control+Enter');
  await panel.getByRole('button', { name: 'Class of service Intangible' }).waitFor();

  await panel.getByRole('button', { name: 'Due Add a date' }).click();
  await page.getByRole('dialog', { name: 'Due' }).getByLabel('Due').fill('2031-05-06');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: /^Due .*6\sMay\s2031/ }).waitFor();
  await page.getByRole('dialog', { name: 'Due' }).waitFor({ state: 'hidden' });
  // Ctrl+Z in the open card undoes its last edits, but nothing that somebody has changed since.
  await page.keyboard.press('Control+z');
  await panel.getByText('Undone: FACT-1 is as it was before (due date).').waitFor();
  await panel.getByRole('button', { name: 'Due Add a date' }).waitFor();
  await page.keyboard.press('Control+z');
  await panel.getByRole('button', { name: 'Class of service Standard' }).click();
  await page.getByRole('radio', { name: /Intangible/ }).press('Space');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Class of service' }).waitFor({ state: 'hidden' });
  await panel.getByRole('button', { name: 'Class of service Intangible' }).waitFor();
  await (await as('manager')).send('PATCH', `${board.path}/cards/1`, { classOfService: 'expedite' });
  await panel.getByRole('button', { name: 'Class of service Expedite' }).waitFor();
  await page.keyboard.press('Control+z');
  await panel
    .getByText('FACT-1 was changed there again or left the board since. Nothing was undone.')
    .waitFor();

  // Nobody changes another field by saving one.
  await panel.getByRole('button', { name: 'People Nobody yet' }).click();
  const person = page.getByRole('searchbox', { name: 'Find a person' });
  await person.fill('kasia');
  await person.press('Enter');
  await page.getByRole('option', { name: /Kasia Borowska/, selected: true }).waitFor();
  await becomes(async () => (await board.read()).cards[0]?.assignees.length, 1);
  await closeByEscape(person);
  await panel.getByRole('button', { name: 'People Kasia Borowska' }).waitFor();
  const [card] = (await board.read()).cards;
  expect([card?.classOfService, card?.dueOn, card?.assignees.length]).toEqual(['expedite', null, 1]);

  await panel.getByRole('button', { name: 'History' }).click();
  await panel.getByText('Mira Mensah created the card in Ready.').waitFor();
  await board.move({ number: 1 }, 'Doing');
  await panel.getByText('Mira Mensah moved it from Ready to Doing.').waitFor();
  expect(await panel.getByRole('listitem').locator('span').allTextContents()).toEqual([
    'Mira Mensah moved it from Ready to Doing.',
    'Bao Brandt assigned Kasia Borowska.',
    'Mira Mensah changed the class of service to Expedite.',
    'Bao Brandt changed the class of service to Intangible.',
    'Bao Brandt changed the class of service to Standard.',
    'Bao Brandt removed the due date.',
    'Bao Brandt set the due date to Tuesday, 6 May 2031.',
    'Bao Brandt changed the class of service to Intangible.',
    'Mira Mensah created the card in Ready.',
  ]);
});

scene('a card has its own address and names the tab; Back closes the panel', async () => {
  const board = await aBoard('OWNA', columns);
  await board.card('Addressed');
  const page = await signedIn('member');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  // By a link: the router draws the board while the address is still that of the list.
  await open(page, board.page.replace(/\/OWNA$/, ''));
  await page.getByRole('main').getByRole('link', { name: 'Team OWNA' }).click();
  await linkOf(page, 'Addressed').click();
  const panel = page.getByRole('dialog', { name: 'Card OWNA-1' });
  await becomes(() => page.title(), 'OWNA-1 Addressed · Team OWNA · Weir');
  await panel.getByRole('button', { name: 'Copy link' }).click();
  await panel.getByText('Copied').waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await page.goBack();
  await panel.waitFor({ state: 'hidden' });
  await becomes(() => page.title(), 'Team OWNA · Demo · Weir');

  await open(page, address);
  expect(new URL(page.url()).pathname).toBe(`${board.page}/cards/1`);
  await page.getByRole('heading', { name: 'Addressed', level: 1 }).waitFor();
  expect(await page.title()).toBe('OWNA-1 Addressed · Team OWNA · Weir');
  // The whole card is there: by key too.
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Description' }).fill('On its own page');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Edit description' }).waitFor();
  await page.keyboard.press('m');
  await page
    .getByRole('dialog', { name: 'Move OWNA-1' })
    .getByRole('button', { name: /^Doing/ })
    .press('Enter');
  await page.getByText(/^Doing, for/).waitFor();
  await page.getByRole('link', { name: 'Show on the board' }).click();
  await panel.getByText('On its own page').waitFor();
});

scene(
  'a comment mentions a manager, who follows the notice to it and deletes it; its writer edits it',
  async () => {
    const board = await aBoard('SAID', columns);
    const card = await board.card('Discussed');
    const path = `${board.path}/cards/${card.number}/comments`;
    await (await as('manager')).post(path, { text: 'By the manager' });
    const page = await signedIn('member');
    await open(page, `${board.page}?card=1`);
    const panel = page.getByRole('dialog', { name: 'Card SAID-1' });
    const typed = panel.getByLabel('New comment');
    await typed.pressSequentially('It runs **hurly**, @m');
    await panel.getByRole('option', { name: 'Mira Mensah' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await panel.getByRole('option').count()).toBe(0);
    await typed.pressSequentially('i');
    await page.keyboard.press('Enter');
    await hasValue(typed, 'It runs **hurly**, @Mira Mensah ');
    await page.keyboard.press('Control+Enter');
    const own = panel.getByRole('listitem').filter({ hasText: 'It runs' });
    await own.locator('strong', { hasText: 'hurly' }).waitFor();
    expect(await panel.getByRole('button', { name: 'Delete' }).count()).toBe(1);
    await own.getByRole('button', { name: 'Edit' }).click();
    const edited = panel.getByLabel('Comment', { exact: true });
    await hasValue(edited, 'It runs **hurly**, @Mira Mensah');
    await edited.fill('It runs **hourly**, @Mira Mensah');
    await panel.getByRole('button', { name: 'Save' }).click();
    await own.locator('strong', { hasText: 'hourly' }).waitFor();

    await own.getByText('edited just now').waitFor();

    const face = page.locator('[data-card="1"]');
    await face.getByTitle('2 comments').waitFor();

    const manager = await signedIn('manager');
    await open(manager, '/demo/notices');
    await manager.getByRole('link', { name: 'Bao Brandt mentioned you: Discussed' }).click();
    await manager.waitForURL(/\/SAID\/cards\/1#comment-/);
    const theirs = manager.getByRole('listitem').filter({ hasText: 'It runs hourly' });
    expect(await theirs.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await theirs.getByRole('button', { name: 'Delete' }).click();
    await manager
      .getByRole('alertdialog', { name: 'Delete this comment?' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await theirs.waitFor({ state: 'hidden' });
    // The member sees it go.
    await own.waitFor({ state: 'hidden' });
    await panel.getByText('By the manager').waitFor();
    await face.getByTitle('1 comment', { exact: true }).waitFor();

    await manager.keyboard.press('Control+z');
    await manager.getByText('A deleted comment can’t be brought back.').waitFor();
    await typed.fill('Sent too soon');
    await page.keyboard.press('Control+Enter');
    const early = panel.getByRole('listitem').filter({ hasText: 'Sent too soon' });
    await early.waitFor();
    await panel.getByRole('button', { name: 'Copy link' }).focus();
    await page.keyboard.press('Control+z');
    await panel.getByText('Undone: your comment on SAID-1 is removed.').waitFor();
    await early.waitFor({ state: 'hidden' });
    // What the manager deleted can't have its old text again.
    await page.keyboard.press('Control+z');
    await panel.getByText('SAID-1 was changed there again').waitFor();
  },
);
