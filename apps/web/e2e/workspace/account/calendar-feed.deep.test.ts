import { stack } from '../../support/addresses.ts';
import { aNewcomer, newcomersPassword } from '../../support/newcomers.ts';
import { scene, withBrowser } from '../../support/scene.ts';
import { signedInByForm } from '../../support/signing-in.ts';
import { open } from '../../support/until.ts';

withBrowser();

scene('a person gives their calendar a link to their dates, renews it, and revokes it', async () => {
  const page = await signedInByForm(await aNewcomer('Kai Kalender', 'member'), newcomersPassword);
  await open(page, '/demo/account');
  await page.getByRole('link', { name: 'Calendar', exact: true }).click();
  await page.getByText('You have no link yet.').waitFor();
  await page.getByRole('button', { name: 'Make link' }).click();
  const link = page.getByRole('textbox', { name: 'Your link' });
  await link.and(page.locator(':focus')).waitFor();
  const first = await link.inputValue();
  expect(first).toMatch(/\/public\/calendar\/demo\.[\w-]{43}\.ics$/);
  const read = (address: string, headers: HeadersInit = {}) =>
    fetch(stack().web + new URL(address).pathname, { headers });
  const calendar = await read(first);
  expect([calendar.status, calendar.headers.get('content-type')]).toEqual([
    200,
    'text/calendar; charset=utf-8',
  ]);
  expect(await calendar.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const etag = calendar.headers.get('etag') as string;
  expect((await read(first, { 'if-none-match': etag })).status).toBe(304);

  await page.getByRole('button', { name: 'Make a new link' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Make a new link' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(
    (old) => document.querySelector('main input')?.getAttribute('value') !== old,
    first,
  );
  const second = await link.inputValue();
  expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);

  await page.getByRole('button', { name: 'Revoke link' }).click();
  await dialog.getByRole('button', { name: 'Revoke link' }).click();
  await page.getByText('You have no link yet.').waitFor();
  expect((await read(second)).status).toBe(404);
});
