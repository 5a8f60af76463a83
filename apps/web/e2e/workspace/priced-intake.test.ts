import type { Request } from '@weir/contract';
import { as } from '../support/api.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open, reopen } from '../support/until.ts';

withBrowser();

// Uses its own workspace: in the demo every other story would have to pay.
const W = '/v1/workspaces/priced';
const B = `${W}/boards/PAY`;

scene(
  'an owner prices the intake, asks until the credits are spent, gets some back with a “not now”, and ends the experiment',
  async () => {
    const owner = await as('owner');
    await owner.post('/v1/workspaces', { slug: 'priced', name: 'Priced' });
    await owner.post(`${W}/boards`, {
      key: 'PAY',
      name: 'Team PAY',
      columns: [
        { name: 'Ready', kind: 'queue' },
        { name: 'Doing', kind: 'active' },
        { name: 'Done', kind: 'done' },
      ],
    });
    const page = await signedIn('owner');
    await open(page, '/priced/settings');
    await page.getByRole('link', { name: 'Priced intake' }).click();
    await page.getByRole('textbox', { name: 'Highest price' }).fill('30');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Must not be above the credits of a period').waitFor();
    await page.getByRole('textbox', { name: 'Highest price' }).fill('10');
    await page.getByRole('textbox', { name: 'Credits per person and period' }).fill('10');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('button', { name: 'Switch off…' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await open(page, '/priced');
    const menu = page.getByRole('button', { name: 'Workspace Priced' });
    const credits = page.getByRole('menuitem', { name: 'Credits' });
    await menu.click();
    await credits.waitFor();
    await page.keyboard.press('Escape');

    await open(page, '/priced/PAY/ask');
    await page.getByText('You have 10 of 10').waitFor();
    const ask = async (title: string) => {
      await page.getByLabel('What do you need?').fill(title);
      await page.getByRole('button', { name: 'Submit for 4 credits' }).click();
    };
    await ask('A sandbox');
    await page.getByRole('button', { name: 'Submit another request' }).click();
    await ask('A second sandbox');
    await page.getByRole('button', { name: 'Submit another request' }).click();
    await ask('A third sandbox');
    await page.getByRole('alert').getByText('This board costs 4 credits now, and you have 2 left.').waitFor();
    // A free request is sent without a price.
    await page.getByRole('radio', { name: /^Expedite/ }).check({ force: true });
    await page.getByRole('button', { name: 'Submit request' }).waitFor();

    await owner.put<Request>(`${B}/requests/1/answer`, {
      kind: 'decline',
      reason: 'notAligned',
      message: 'We stopped this kind of work.',
    });
    await open(page, '/priced/PAY/requests/1');
    await page.getByText('It cost 4 credits. The cost was refunded').waitFor();
    await page.getByRole('link', { name: 'Credits', exact: true }).click();
    await page.getByText('6 of 10 credits left').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('cell', { name: 'Refunded, not now: PAY-R1' }).waitFor();

    await open(page, '/priced/settings/credits');
    await page.getByRole('button', { name: 'Switch off…' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('Everybody asked for less anyway');
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('“Everybody asked for less anyway”').waitFor();
    await open(page, '/priced/PAY/requests/2');
    await page.getByText('It cost 4 credits. The cost was refunded').waitFor();
    await open(page, '/priced/PAY/ask');
    await reopen(page);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Members' }).waitFor();
    expect(await credits.count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Submit request' }).waitFor();
  },
);
