import { stack } from '../../support/addresses.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { aNewcomer, newcomersPassword } from '../../support/newcomers.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { signedInByForm } from '../../support/signing-in.ts';
import { closeByEscape, open } from '../../support/until.ts';

withBrowser();

/** Calls the API as a program does. Returns the status. */
async function call(token: string, path: string, init: RequestInit = {}): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return (await fetch(`${stack().api}/v1/workspaces/demo${path}`, { ...init, headers })).status;
}

scene('a person makes a token, copies it, uses it, rotates it, and revokes it', async () => {
  await aBoard('TOKN', [queue('Ready'), active('Doing'), done('Done')]);
  const page = await signedInByForm(await aNewcomer('Tove Token', 'member'), newcomersPassword);
  await open(page, '/demo/account');
  await page.getByRole('link', { name: 'Tokens' }).click();
  await page.getByText('No tokens yet').waitFor();
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make token' }).click();
  await dialog.getByText('Enter a name.').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Deploys');
  await dialog.getByText('Some boards', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Make token' }).click();
  await dialog.getByText('Choose at least one board.').waitFor();
  await dialog.getByText('Team TOKN', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Make token' }).click();
  await dialog.getByText('You won’t see it again').waitFor();
  await dialog.getByRole('textbox', { name: 'Token Deploys' }).and(page.locator(':focus')).waitFor();
  const first = await dialog.getByRole('textbox', { name: 'Token Deploys' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const list = page.getByRole('list', { name: 'Your tokens' });
  await list.getByText('Read · Team TOKN').waitFor();
  await list.getByText('Never used').waitFor();
  expect(await page.content()).not.toContain(first);

  expect(await call(first, '/boards/TOKN')).toBe(200);
  expect(await call(first, '/boards/PLAT')).toBe(404);
  const card = { method: 'POST', body: JSON.stringify({ title: 'By a program' }) };
  expect(await call(first, '/boards/TOKN/cards', card)).toBe(403);

  await page.getByRole('button', { name: 'Rotate Deploys' }).click();
  await dialog.getByRole('button', { name: 'Make new secret' }).click();
  const second = await dialog.getByRole('textbox', { name: 'Token Deploys' }).inputValue();
  await closeByEscape(dialog);
  await list.getByText('the old secret ends').waitFor();
  for (const each of [first, second]) expect(await call(each, '/boards/TOKN')).toBe(200);

  await page.getByRole('button', { name: 'Revoke Deploys' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No tokens yet').waitFor();
  for (const each of [first, second]) expect(await call(each, '/boards/TOKN')).toBe(401);
});

scene('a manager makes a service account, which is listed apart and has a face of its own', async () => {
  const board = await aBoard('SERV', [queue('Ready'), active('Doing'), done('Done')]);
  const page = await signedIn('manager');
  await open(page, '/demo/members/service-accounts');
  await page.getByRole('button', { name: 'New service account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Build bot');
  await dialog.getByRole('button', { name: 'Role' }).click();
  expect(await page.getByRole('option').allTextContents()).not.toContainEqual(
    expect.stringMatching(/^(Owner|Manager)/),
  );
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Create service account' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Build bot' }).click();
  await page.getByRole('heading', { name: 'Build bot' }).waitFor();
  await page.getByRole('button', { name: 'New token' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('CI');
  await dialog.getByText('Create, change, move and archive cards').click();
  await dialog.getByRole('button', { name: 'Make token' }).click();
  const token = await dialog.getByRole('textbox', { name: 'Token CI' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const card = { method: 'POST', body: JSON.stringify({ title: 'Built' }) };
  expect(await call(token, '/boards/SERV/cards', card)).toBe(201);

  // An owner sees the tokens of everyone, and revokes one.
  const owner = await signedIn('owner');
  await open(owner, '/demo/settings');
  await owner.getByRole('link', { name: 'Show all tokens' }).click();
  const leaked = owner.getByRole('listitem').filter({ hasText: 'Service account Build bot' });
  await leaked.waitFor();
  expect(await leaked.getByRole('button').allTextContents()).toEqual(['Revoke']);
  await leaked.getByRole('button', { name: 'Revoke CI' }).click();
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await leaked.waitFor({ state: 'hidden' });
  expect(await call(token, '/boards/SERV/cards', card)).toBe(401);

  await page.getByRole('link', { name: 'Service accounts' }).click();
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByText('Mira Mensah').first().waitFor();
  expect(await page.getByText('Build bot').count()).toBe(0);
  const id = await accountOf(page, 'Build bot');
  await board.card('In its hands', 'Doing', { assigneeIds: [id] });
  await open(page, '/demo/SERV');
  await page.getByRole('img', { name: 'Build bot (service account)' }).first().waitFor();

  await open(page, '/demo/members/service-accounts');
  await page.getByRole('button', { name: 'Remove Build bot' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No service accounts yet').waitFor();
  expect(await call(token, '/boards/SERV')).toBe(401);
});

async function accountOf(page: Awaited<ReturnType<typeof signedIn>>, name: string): Promise<string> {
  const answer = await page.request.get('/api/weir/v1/workspaces/demo/service-accounts');
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
  return items.find((each) => each.name === name)!.id;
}
