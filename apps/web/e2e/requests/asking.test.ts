import type { Intake } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, type BoardUnderTest, done, queue } from '../support/board.ts';
import { answer, tomorrow } from '../support/intake.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { hasValue, open, reopen } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 2), done('Done')];

async function askAt(board: BoardUnderTest, title: string): Promise<Page> {
  const page = await signedIn('requester');
  await open(page, `${board.page}/ask`);
  await page.getByLabel('What do you need?').fill(title);
  return page;
}

const send = (page: Page) => page.getByRole('button', { name: 'Submit request' }).click();

const change = async ({ path }: BoardUnderTest, policy: object) =>
  (await as('manager')).send<Intake>('PATCH', `${path}/intake`, policy);

scene(
  'a request is deferred, asked again from its date on, is first in its class, and is accepted',
  async () => {
    const board = await aBoard('STOR', columns, { timeZone: 'Etc/GMT+12' });
    const page = await askAt(board, 'Faster builds for everyone');
    await send(page);
    await page.getByRole('status').getByText('STOR-R1 is in the queue').waitFor();
    const message = 'We move the build machines first; ask again then.';
    await answer(board, 1, { kind: 'defer', reason: 'noCapacity', message, until: tomorrow() });
    await board.ask('Somebody else was here first');

    await open(page, `${board.page}/requests/1`);
    await page.getByText(message).waitFor();
    await page.getByRole('button', { name: /^Ask again from/, disabled: true }).waitFor();

    // In the first time zone that begins a day it is already tomorrow.
    await change(board, { timeZone: 'Pacific/Kiritimati' });
    await open(page, `${board.page}/ask`);
    await page.getByText(/STOR-R1 Faster builds for everyone: you can ask again now\./).waitFor();
    await open(page, `${board.page}/requests/1`);
    await page.getByRole('button', { name: 'Ask again', exact: true }).click();
    await page.getByText('Asked again as').getByRole('link', { name: 'STOR-R3' }).click();
    await page.getByText('Place 1 of 2').waitFor();

    await answer(board, 3, { kind: 'accept', message: 'The machines are moved. Gladly.' });
    await reopen(page);
    await page.getByText('The machines are moved. Gladly.').waitFor();
    await page.getByText('STOR-1', { exact: true }).waitFor();
  },
);

scene('a closed intake shows its reason and its end before anyone writes', async () => {
  const board = await aBoard('SHUD', columns);
  const manager = await as('manager');
  await manager.put(`${board.path}/intake/gate`, { state: 'shut', reason: 'Audit week' });
  const page = await askAt(board, 'Will this be lost?');
  const said = page.getByRole('status').filter({ hasText: 'The intake is closed' });
  await said.getByText(/No opening time is set: a manager of the team opens it\./).waitFor();
  await said.getByText('Expedite requests are still taken.').waitFor();
  await said.getByRole('button', { name: 'Notify me when there is room' }).click();
  await said.getByText(/We’ll notify you once when there is room/).waitFor();
  await said.getByRole('button', { name: 'Don’t notify me' }).click();
  await said.getByRole('button', { name: 'Notify me when there is room' }).waitFor();
  // Nothing next to it offers what the intake refuses.
  await page.getByText(/^Within .*; for a request submitted now, by/).waitFor();
  expect(await page.getByText(/Nobody is waiting before you|places? left|You can submit/).count()).toBe(0);
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await send(page);
  const refused = page.getByRole('alert');
  await refused.getByText('Your text is kept in this browser.').waitFor();
  // Offered once, where the refusal is.
  await refused.getByRole('button', { name: 'Notify me when there is room' }).waitFor();
  expect(await page.getByRole('button', { name: 'Notify me when there is room' }).count()).toBe(1);
  await hasValue(page.getByLabel('What do you need?'), 'Will this be lost?');
});

scene(
  'a request that is shed on arrival shows its answer and its ticket, and no other person’s reason',
  async () => {
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const workingHours = {
      days: [1, 2, 3, 4, 5, 6, 7],
      from: '00:00',
      to: '23:59',
      holidays: [0, 1, 2].map(day),
    };
    const board = await aBoard('SHED', columns, { highWatermark: 1, lowWatermark: 0, workingHours });
    const page = await askAt(board, 'One too many for them');
    await page
      .getByText(/When more than 1 request waits, Weir answers some at once with “not now”/)
      .waitFor();
    // Nobody works on the next days.
    const late = page.getByRole('status').filter({ hasText: 'Your answer may come after this day' });
    await page.getByLabel('Needed by').fill(day(1));
    await late.waitFor();
    await page.getByLabel('Needed by').fill(day(4));
    await late.waitFor({ state: 'hidden' });
    await page.getByText('Your answer then comes earlier').waitFor();
    await page.getByLabel('Needed by').fill(day(9));
    await page.getByText('Your answer then comes earlier').waitFor({ state: 'hidden' });

    // It follows the queue and the chosen class.
    await page.getByRole('button', { name: 'Submit request' }).waitFor();
    await board.ask('The one that waits');
    const shed = page
      .getByRole('status')
      .filter({ hasText: 'This request will be answered “not now” at once' });
    await shed.waitFor();
    await page.getByRole('radio', { name: /^Fixed date/ }).press('Space');
    await shed.waitFor({ state: 'hidden' });
    await page.getByRole('radio', { name: /^Standard/ }).press('Space');
    await shed.waitFor();
    await page.getByRole('button', { name: 'Submit anyway (answer: “not now”)' }).click();
    await page.getByRole('status').getByText('SHED-R2 was answered: not now').waitFor();
    await page
      .getByRole('button', { name: /^Ask again from/, disabled: true })
      .first()
      .waitFor();
    await page
      .getByText(/The team made no decision on yours\./)
      .first()
      .waitFor();
    expect(await page.getByText('The team has no capacity for it now.').count()).toBe(0);

    // The team sees an answer with a ticket that is not valid yet.
    const manager = await signedIn('manager');
    await open(manager, `${board.page}/intake?show=answered`);
    const line = manager.getByRole('listitem').filter({ hasText: 'One too many for them' });
    await line.getByText('too many were waiting').waitFor();
    await line.getByText(/^can be asked again from \w{3}/).waitFor();
  },
);

scene('a question is highlighted for its requester, and their reply restarts the clock', async () => {
  const board = await aBoard('REPLY', columns);
  await board.ask('Access to the reports');
  const question = { body: 'For how many people?', asks: true };
  await (await as('manager')).post(`${board.path}/requests/1/messages`, question);
  const page = await signedIn('requester');
  await open(page, `${board.page}/requests/1`);
  const asked = page.getByRole('region', { name: 'The team has a question' });
  await asked.getByText('For how many people?').waitFor();
  await asked.getByRole('textbox', { name: 'Your reply' }).fill('For the six of us.');
  await asked.getByRole('button', { name: 'Send' }).click();
  await asked.waitFor({ state: 'hidden' });
  const conversation = page.getByRole('region', { name: 'Conversation' });
  await conversation.getByText('For the six of us.').waitFor();
  await page.getByText('Deadline paused').waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'History' }).waitFor();
});
