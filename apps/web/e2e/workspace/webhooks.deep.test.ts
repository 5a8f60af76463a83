import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { stack } from '../support/addresses.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, open } from '../support/until.ts';

withBrowser();

/** A receiver of webhooks. It answers with `status`. */
const receiver = { status: 204, types: [] as string[], ids: new Set<string>() };
const server = createServer(async (request, response) => {
  const { type } = (await json(request)) as { type: string };
  receiver.types.push(type);
  receiver.ids.add(String(request.headers['webhook-id']));
  response.writeHead(receiver.status).end();
});
beforeAll(async () => {
  server.listen(Number(new URL(stack().receiver).port), '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

scene(
  'a manager makes a webhook, tries it out, reads its log, sends again, changes and deletes it',
  async () => {
    const board = await aBoard('HOOK', [queue('Ready'), active('Doing'), done('Done')]);
    const page = await signedIn('manager');
    await open(page, '/demo/settings/webhooks');
    await page.getByText('No webhooks yet').waitFor();
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.getByRole('dialog');
    const [name, address] = ['Name', 'Address'].map((label) => dialog.getByRole('textbox', { name: label }));
    await name!.fill('Team chat');
    await address!.fill('https://127.0.0.1/hooks');
    await dialog.getByText('Some types', { exact: true }).click();
    await dialog.getByText('Some boards', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Make webhook' }).click();
    await dialog.getByText('Choose at least one type.').waitFor();
    await dialog.getByText('Choose at least one board.').waitFor();
    await dialog.getByRole('textbox', { name: 'Find a type' }).fill('card.cr');
    await dialog.getByText('card.created', { exact: true }).click();
    await dialog.getByText('Team HOOK', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Make webhook' }).click();
    await dialog.getByText('not on the public internet').waitFor();
    await address!.fill(stack().receiver);
    await dialog.getByRole('button', { name: 'Make webhook' }).click();
    const secret = dialog.getByRole('textbox', { name: 'Secret of Team chat' });
    await secret.and(page.locator(':focus')).waitFor();
    const first = await secret.inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const list = page.getByRole('list', { name: 'Webhooks' });
    await list.getByText('card.created · Team HOOK').waitFor();
    await list.getByText('Nothing sent yet').waitFor();
    expect(await page.content()).not.toContain(first);

    const choose = async (webhook: string, action: string) => {
      await page.getByRole('button', { name: `Actions for ${webhook}` }).click();
      await page.getByRole('menuitem', { name: action }).click();
    };
    receiver.status = 500;
    await choose('Team chat', 'Send test');
    await list.getByText('The receiver didn’t accept the message: status 500.').waitFor();
    receiver.status = 204;
    await choose('Team chat', 'Send test');
    await list.getByText('The receiver accepted the message.').waitFor();
    await board.card('Announced');
    await becomes(async () => receiver.types, ['webhook.test', 'webhook.test', 'card.created']);

    await page.getByRole('button', { name: 'Log of Team chat' }).click();
    const messages = dialog.getByRole('list', { name: 'Messages' });
    await messages.getByText('Failed · status 500 · 1 attempt').waitFor();
    await messages.getByRole('button', { name: 'Send card.created again' }).click();
    await messages.getByText('The receiver accepted the message.').waitFor();
    await dialog.getByRole('button', { name: 'Send again', exact: true }).click();
    await dialog.getByText('Everything since then is being sent again.').waitFor();
    await becomes(async () => receiver.types.slice(3), ['card.created', 'card.created']);
    // Receivers know what they have by its id.
    expect(receiver.ids.size).toBe(3);
    await closeByEscape(dialog);

    await choose('Team chat', 'Edit');
    const types = dialog.getByRole('checkbox');
    await types
      .first()
      .and(dialog.getByRole('checkbox', { name: 'card.created', checked: true }))
      .waitFor();
    await name!.fill('Our chat');
    await dialog.getByText('All boards', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await list.getByText('card.created · all boards').waitFor();
    await choose('Our chat', 'Rotate secret');
    await dialog.getByRole('button', { name: 'Make new secret' }).click();
    expect(await dialog.getByRole('textbox', { name: 'Secret of Our chat' }).inputValue()).not.toBe(first);
    await closeByEscape(dialog);
    await list.getByText('the old secret ends').waitFor();
    await choose('Our chat', 'Turn off');
    await list.getByText('Turned off').waitFor();
    await choose('Our chat', 'Turn on');
    await list.getByText('Turned off').waitFor({ state: 'hidden' });
    await choose('Our chat', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No webhooks yet').waitFor();
  },
);
