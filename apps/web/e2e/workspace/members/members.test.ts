import type { CreatedInvitation, Me, MemberList } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { titlesIn } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, open, reopen } from '../../support/until.ts';

withBrowser();

const members = '/v1/workspaces/demo/members';

/** Adds a new person to the workspace, so that the cast stays unchanged for other tests. */
async function aMember(name: string): Promise<string> {
  const owner = await as('owner');
  const { token } = await owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', {
    role: 'member',
  });
  const email = `${name.split(' ')[0]?.toLowerCase()}@demo.test`;
  const made = { email, name, password: 'a-good-password', invitation: token };
  return (await owner.post<Me>('/v1/users', made)).user.id;
}

scene('a key press changes nobody’s role: a question first names what would be removed', async () => {
  const id = await aMember('Nora Novak');
  const board = await aBoard('MEMB', [queue('Ready'), active('Doing'), done('Done')]);
  const card = await board.card('In her hands', 'Doing', { assigneeIds: [id] });
  await board.move(await board.card('Finished by her', 'Doing', { assigneeIds: [id] }), 'Done');
  await board.limit({ max: 3, person: id });
  const people = async () =>
    (await board.read()).cards.map(({ title, assignees }) => [title, assignees.map(({ name }) => name)]);
  const role = async () =>
    (await (await as('owner')).get<MemberList>(`${members}?size=200`)).items.find((each) => each.id === id)
      ?.role;

  const page = await signedIn('owner');
  await open(page, '/demo/members');
  const select = page.getByRole('button', { name: 'Role of Nora Novak' });
  await select.focus();
  await page.keyboard.press('ArrowRight');
  const dialog = page.getByRole('alertdialog', { name: 'Make Nora Novak a requester?' });
  await dialog.getByText('One card is unassigned').waitFor();
  await dialog.getByText('The personal limit of 3 on Team MEMB is removed').waitFor();
  await closeByEscape(dialog);
  expect(await role()).toBe('member');

  await select.focus();
  await page.keyboard.press('ArrowRight');
  await dialog.getByRole('button', { name: 'Make requester' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await role()).toBe('requester');
  expect(await people()).toEqual([
    [card.title, []],
    ['Finished by her', ['Nora Novak']],
  ]);
});

scene('the last owner sees what to do first, and has no button to leave', async () => {
  const page = await signedIn('owner');
  await open(page, '/demo/members');
  await page.getByRole('button', { name: 'Leave Demo' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Leave Demo?' });
  await dialog.getByText('Make another member an owner first.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Leave', exact: true }).count()).toBe(0);
});

scene(
  'a manager creates a team, filters a board by it and mentions it, and its member is notified',
  async () => {
    const id = await aMember('Tilda Tal');
    const board = await aBoard('CREW', [queue('Ready'), active('Doing'), done('Done')]);
    await board.card('Hers', 'Ready', { assigneeIds: [id] });
    await board.card('Of nobody', 'Ready');

    const page = await signedIn('manager');
    await open(page, '/demo/members');
    await page.getByRole('link', { name: 'Teams', exact: true }).click();
    await page.getByRole('button', { name: 'New team' }).click();
    const form = page.getByRole('dialog', { name: 'New team' });
    await form.getByLabel('Name').fill('platform');
    await form.getByLabel('Find a person').fill('tilda');
    await form.getByRole('checkbox', { name: 'Tilda Tal' }).press('Space');
    await page.keyboard.press('Enter');
    await form.getByText('Another team has this name.').waitFor();
    await form.getByLabel('Name').fill('Crew');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'hidden' });

    const line = page.getByRole('listitem').filter({ hasText: 'Crew' });
    await line.getByRole('img', { name: 'Tilda Tal' }).waitFor();
    await line.getByRole('button', { name: 'Edit Crew' }).click();
    const editing = page.getByRole('dialog', { name: 'Edit Crew' });
    await editing.getByLabel('Name').fill('Ship crew');
    await editing.getByLabel('Find a person').fill('vik');
    await editing.getByRole('checkbox', { name: 'Vik Vale' }).press('Space');
    await editing.getByRole('button', { name: 'Save' }).click();
    await editing.waitFor({ state: 'hidden' });
    const renamed = page.getByRole('listitem').filter({ hasText: 'Ship crew' });
    await renamed.getByText('2 members').waitFor();
    await renamed.getByRole('link', { name: 'Ship crew' }).click();
    await page.getByText('2 people').waitFor();
    await page.getByText('Team Ship crew').first().waitFor();

    await open(page, board.page);
    await page.getByRole('button', { name: 'Filter' }).press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Ship crew' }).click();
    await closeByEscape(page.getByRole('menu'));
    await page.getByRole('button', { name: 'Ship crew: remove this filter' }).waitFor();
    expect(await titlesIn(page, 'Ready')).toEqual(['Hers']);
    await reopen(page);
    await page.getByRole('button', { name: 'Ship crew: remove this filter' }).waitFor();
    expect(await titlesIn(page, 'Ready')).toEqual(['Hers']);

    await open(page, `${board.page}?card=1`);
    const panel = page.getByRole('dialog', { name: 'Card CREW-1' });
    await panel.getByLabel('New comment').pressSequentially('@ship');
    await panel.getByRole('option', { name: 'Ship crew' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await panel.getByRole('listitem').filter({ hasText: '@Ship crew' }).waitFor();

    const viewer = await signedIn('viewer');
    await open(viewer, '/demo/notices');
    await viewer.getByRole('link', { name: 'Mira Mensah mentioned you: Hers' }).waitFor();

    await open(page, '/demo/members/teams');
    await page.getByRole('button', { name: 'Delete Ship crew' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete Ship crew?' });
    await question.getByRole('button', { name: 'Delete' }).click();
    await renamed.waitFor({ state: 'hidden' });
    await becomes(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Teams');
  },
);
