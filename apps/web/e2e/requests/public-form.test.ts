import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { linkIn, mailsTo, mailTo } from '../support/mailbox.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { hasValue, open, reopen } from '../support/until.ts';
import { columns, fillIn, formOf, waitingOn } from './guest-form.ts';

withBrowser();

scene('a guest submits, confirms, replies to a question and reads the answer by email links', async () => {
  const email = 'gesa@guests.test';
  const board = await aBoard('FORM', columns);
  const manager = await signedIn('manager');
  await open(manager, `${board.page}/settings/public-form`);
  await manager.getByRole('button', { name: 'Turn on' }).click();
  const link = await manager.getByLabel('Link to the form').inputValue();

  const page = await aStranger();
  await open(page, link);
  await page.getByText('You get an answer within').waitFor();
  await page
    .getByText(/0 of \d+/)
    .first()
    .waitFor();
  await page.getByText(/^We store your name/).waitFor();
  const faults = await faultsOf(page);
  await fillIn(page, email);
  await page.getByLabel('Your email').fill('gesa@guest.test');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Check your email').waitFor();
  // The address was wrong. Everything else is as it was typed.
  await page.getByRole('button', { name: 'Change the address' }).click();
  await hasValue(page.getByLabel('What do you need?'), 'A tour of the lab');
  await hasValue(page.getByLabel('Your name'), 'Gesa Gast');
  await page.getByLabel('Your email').and(page.locator(':focus')).waitFor();
  await page.getByLabel('Your email').fill(email);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Check your email').waitFor();
  expect(await waitingOn(board)).toBe(0);

  // A program that opens every link of an email confirms nothing.
  const confirming = linkIn((await mailTo(email, 1)).text, '/forms/confirm');
  await open(page, confirming);
  expect(await waitingOn(board)).toBe(0);
  const confirm = page.getByRole('button', { name: 'Confirm and submit' });
  const words = page.getByRole('heading', { name: 'Confirm your request' });
  expect((await confirm.boundingBox())?.x).toBe((await words.boundingBox())?.x);
  faults.push(...(await faultsOf(page)));
  await confirm.click();
  await page.getByRole('heading', { name: 'Your request is in the queue' }).waitFor();
  expect(await waitingOn(board)).toBe(1);

  const receipt = await mailTo(email, 2);
  expect(receipt.subject).toBe('FORM-R1 A tour of the lab');
  expect(receipt.text).toMatch(
    /number 1 in the queue\.\s+You get an answer by .+\.\s+The answer may be “not now”/,
  );

  const team = await as('manager');
  await team.post(`${board.path}/requests/1/messages`, { body: 'With or without teachers?', asks: true });
  const asked = await mailTo(email, 3);
  expect(asked.text).toContain('With or without teachers?');
  await open(page, linkIn(asked.text, '/forms/requests'));
  const own = page.getByRole('listitem', { name: 'FORM-R1 A tour of the lab' });
  await own.getByText('Place 1 in the queue').waitFor();
  await own.getByText('Deadline paused').waitFor();
  faults.push(...(await faultsOf(page)));
  expect(faults).toEqual([]);
  await own.getByLabel('Your reply').fill('With two of them.');
  await own.getByRole('button', { name: 'Send' }).click();
  await own.getByText('Deadline paused').waitFor({ state: 'hidden' });
  await own.getByText('With two of them.').waitFor();

  await open(manager, `${board.page}/intake`);
  await manager.getByText(/public form/).waitFor();
  await manager.getByText('Gesa Gast (guest)').first().waitFor();
  await manager.getByRole('link', { name: email }).waitFor();
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const message = 'The lab is being painted until then.';
  await team.put(`${board.path}/requests/1/answer`, {
    kind: 'defer',
    reason: 'noCapacity',
    message,
    until,
  });
  const answered = await mailTo(email, 4);
  expect(answered.text).toContain(message);
  // A new tab, as a link in an email opens it: an open page would not read it again for a while.
  const tab = await anotherTab(page);
  await open(tab, linkIn(answered.text, '/forms/requests'));
  const letter = tab.getByRole('listitem', { name: 'FORM-R1' });
  await letter.getByText(message).waitFor();
  await letter.getByText('Mira Mensah').waitFor();
  expect(await letter.getByRole('button', { name: /^Ask again from/ }).isDisabled()).toBe(true);
  expect(await mailsTo(email)).toHaveLength(4);
});

scene('a refused guest gets one mail when there is room, and finds the typed text in a new tab', async () => {
  const board = await aBoard('FSHUT', columns);
  const link = await formOf(board);
  const page = await aStranger();
  await open(page, link);
  await fillIn(page, 'shut@guests.test');
  const team = await as('manager');
  await team.put(`${board.path}/intake/gate`, { state: 'shut', reason: 'We move house' });
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your text is kept in this browser.').waitFor();
  await reopen(page);
  await page.getByText('This form takes no requests right now').waitFor();
  await page.getByText(/We move house/).waitFor();
  await hasValue(page.getByLabel('What do you need?'), 'A tour of the lab');
  await hasValue(page.getByLabel('Your email'), 'shut@guests.test');

  await page.getByRole('button', { name: 'Notify me when there is room' }).click();
  await page.getByText('We sent an email to shut@guests.test').waitFor();
  const asked = await mailTo('shut@guests.test', 1);
  await open(page, linkIn(asked.text, '/forms/notify-me'));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'You’ll be notified' }).waitFor();

  await team.put(`${board.path}/intake/gate`, { state: 'open', reason: 'We are in' });
  // A new tab, as a link in an email opens it: what was typed is there.
  const tab = await anotherTab(page);
  await open(tab, link);
  await hasValue(tab.getByLabel('What do you need?'), 'A tour of the lab');
  await tab.getByRole('button', { name: 'Send' }).click();
  await tab.getByText('Check your email').waitFor();
});
