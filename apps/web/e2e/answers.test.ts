import type { Board, QueueList, Request, RequestList } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { as } from './support/api.ts';
import { aBoard, active, type BoardUnderTest, done, queue } from './support/board.ts';
import { scene, signedIn, withBrowser } from './support/scene.ts';
import { becomes, open } from './support/until.ts';

withBrowser();

const columns = (ready: number, doing = 3) => [queue('Ready', ready), active('Doing', doing), done('Done')];
const freely = { depth: 12, openPerRequester: 10 };

async function openIntake(board: BoardUnderTest, query = ''): Promise<Page> {
  const page = await signedIn('manager');
  await open(page, `${board.page}/intake${query}`);
  return page;
}

async function answerOf(board: BoardUnderTest, number: number): Promise<Request['answer']> {
  return (await (await as('manager')).get<Request>(`${board.path}/requests/${number}`)).answer;
}

/** Opens a list and chooses one of its options by keys. */
async function choose(page: Page, field: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: field }).press('Enter');
  await page.getByRole('option', { name: option }).press('Enter');
}

const heading = (page: Page, title: string) => page.getByRole('heading', { name: title, exact: true });
const letterOf = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

scene(
  'a trade by keys shows before sending which card makes room, where it goes and what both requesters will read',
  async () => {
    const board = await aBoard('TRAD', columns(1, 1));
    const manager = await as('manager');
    await board.ask('A staging copy');
    await manager.put(`${board.path}/requests/1/answer`, { kind: 'accept' });
    const [copy] = (await board.read()).cards;
    await board.move(copy as Board['cards'][number], 'Doing');
    await board.card('It fills the queue');
    await board.ask('Sandboxes');

    const page = await openIntake(board);
    await heading(page, 'Sandboxes').waitFor();
    await becomes(() => page.getByRole('radio', { name: 'Accept' }).isDisabled(), true);
    await page.keyboard.press('t');
    // Cards in progress come first, and the first one has the focus.
    await page
      .getByRole('radio', { name: /^TRAD-1 A staging copy/ })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Space');
    await page.getByText('TRAD-1 leaves the board').waitFor();

    await page.getByRole('button', { name: '1 month' }).press('Enter');
    await choose(page, /Reason/, 'No capacity');
    await page.getByLabel('Message to the requester').fill('Sandboxes stop two teams, so they come first.');
    const theirs = letterOf(page, 'Rana Roy, who requested TRAD-1, will read');
    await theirs.getByText('Sandboxes stop two teams, so they come first.').waitFor();
    await theirs.getByText(/made room for another card and left the board/).waitFor();
    await letterOf(page, 'Rana Roy will read').getByText('TRAD-1', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');

    await page.getByText('is now card TRAD-3').waitFor();
    expect(await answerOf(board, 2)).toMatchObject({ kind: 'trade', displaced: { ref: 'TRAD-1' } });
    const doing = (await board.read()).columns.find(({ name }) => name === 'Doing');
    expect(
      (await board.read()).cards.map(({ number, columnId }) => [number, columnId === doing?.id]),
    ).toEqual([
      [2, false],
      [3, true],
    ]);
    const notified = await (await as('requester')).get<Request>(`${board.path}/requests/1`);
    expect(notified.displaced?.message).toBe('Sandboxes stop two teams, so they come first.');
  },
);

scene('a question stops the clock visibly, and the reply starts it again', async () => {
  const board = await aBoard('QUES', columns(3));
  await board.ask('Bigger machines');
  const page = await openIntake(board);
  await heading(page, 'Bigger machines').waitFor();
  await page.keyboard.press('q');
  await page.getByLabel('Question to Rana Roy').fill('Which builds are slow?');
  await page.getByRole('button', { name: 'Ask and stop the clock' }).press('Enter');
  await page.getByText('The clock is stopped: waiting for Rana Roy').waitFor();
  await page
    .getByRole('navigation', { name: /^Waiting/ })
    .getByText('Clock stopped')
    .waitFor();
  const messages = page.getByRole('region', { name: 'Conversation' });
  await messages.getByText('Which builds are slow?').waitFor();

  const requester = await as('requester');
  await requester.post(`${board.path}/requests/1/messages`, { body: 'The nightly ones.' });
  await messages.getByText('The nightly ones.').waitFor();
  await page.getByText(/^The clock is stopped/).waitFor({ state: 'hidden' });
  expect(await page.getByText(/changed this request just now/).count()).toBe(0);
  await page.getByText(/^Expires .* if unanswered/).waitFor();
});

scene(
  'one “not now” to several: selected by keys, filled in for each, refused for all, then sent to all',
  async () => {
    const board = await aBoard('BULK', columns(3), freely);
    const template = { kind: 'defer', reason: 'noCapacity', message: '{{title}} waits until {{until}}.' };
    await (await as('manager')).post(`${board.path}/intake/templates`, {
      name: 'After the audit',
      ...template,
    });
    for (const title of ['First', 'Second', 'Third', 'Fourth']) await board.ask(title);
    const page = await openIntake(board);
    await heading(page, 'First').waitFor();
    // From the second to the fourth with Shift; then the keys that go on to write.
    await page.getByRole('checkbox', { name: /Second/ }).click();
    await page.getByRole('checkbox', { name: /Fourth/ }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('b');
    await heading(page, 'Not now for 3 requests').waitFor();

    await page.getByRole('button', { name: 'Templates' }).press('Enter');
    await page.getByRole('menuitem', { name: 'After the audit' }).press('Enter');
    await page.getByText('Choose a day, or remove {{until}} from the text.').waitFor();
    await page.getByRole('button', { name: '1 month' }).press('Enter');
    const letters = letterOf(page, 'Each requester will read');
    for (const title of ['Second', 'Third', 'Fourth'])
      await letters.getByText(new RegExp(`^${title} waits until \\w+ \\d+ \\w+`)).waitFor();

    // Its requester takes one back: it is not written to any more, and the others are.
    await (await as('requester')).delete(`${board.path}/requests/3`);
    await heading(page, 'Not now for 2 requests').waitFor();

    // Somebody is quicker with another: none of them is sent, and it is said which stood in the way.
    const no = { kind: 'decline', reason: 'other', message: 'We never do the fourth.' };
    const owner = await as('owner');
    await page.route(
      '**/BULK/answers',
      async (route) => {
        await owner.put(`${board.path}/requests/4/answer`, no);
        await route.continue();
      },
      { times: 1 },
    );
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('alert')
      .getByText(/^BULK-R4 was answered in the meantime: Declined, by Olga Ortiz/)
      .waitFor();
    expect(await answerOf(board, 2)).toBeNull();
    await heading(page, 'Not now for 1 request').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('BULK-R2 Second').waitFor();
    expect(await answerOf(board, 2)).toMatchObject({
      kind: 'defer',
      message: expect.stringMatching(/^Second waits/),
    });
    expect((await answerOf(board, 4))?.message).toBe(no.message);
    await heading(page, 'First').waitFor();
  },
);

scene('keys choose and change the answer until text is typed, and never choose a reason', async () => {
  const board = await aBoard('KEYB', columns(3), freely);
  for (const title of ['A darker theme', 'A lighter theme']) await board.ask(title);
  const page = await openIntake(board);
  await heading(page, 'A darker theme').waitFor();
  const kind = (name: string) => page.getByRole('radio', { name, exact: true, checked: true });
  const reason = page.getByRole('button', { name: /Reason/ });
  await page.keyboard.press('n');
  await kind('Decline').waitFor();
  await reason.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('d');
  await kind('Defer').waitFor();
  // Neither an answer’s key nor any other letter, pressed or held, chooses in the list that has the focus.
  await page.keyboard.press('o');
  await page.keyboard.down('d');
  await page.keyboard.down('d');
  await page.keyboard.up('d');
  await reason.and(page.locator(':focus')).getByText('Choose a reason').waitFor();
  await page.keyboard.press('j');
  await heading(page, 'A lighter theme').waitFor();
  await page.keyboard.press('k');
  await heading(page, 'A darker theme').waitFor();

  await page.keyboard.press('d');
  await reason.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'No capacity' }).waitFor();
  // Open, it is a list as any other.
  await page.keyboard.press('n');
  await page.getByRole('option', { name: 'No capacity' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await reason.getByText('No capacity').waitFor();
  await page.getByRole('button', { name: '1 month' }).press('Enter');

  const message = page.getByLabel('Message to the requester');
  await message.focus();
  await page.keyboard.type('Not until the audit is done');
  await page.keyboard.press('Escape');
  await kind('Defer').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('n');
  await kind('Decline').waitFor();
  await page.keyboard.press('d');
  await kind('Defer').waitFor();
  await page.keyboard.press('Control+Enter');
  await becomes(async () => (await answerOf(board, 1))?.kind, 'defer');
  expect(await answerOf(board, 1)).toMatchObject({
    reason: 'noCapacity',
    message: 'Not until the audit is done',
  });
});

scene('a duplicate and a request for another team are answered by keys', async () => {
  const other = await aBoard('OTHR', columns(3));
  const board = await aBoard('ELSE', columns(3), freely);
  for (const title of ['A larger disk', 'A larger disk, please', 'New chairs', 'A tape drive'])
    await board.ask(title);
  const no = { kind: 'decline', reason: 'notAligned', message: 'Disks are what we buy now.' };
  await (await as('manager')).put(`${board.path}/requests/4/answer`, no);
  const page = await openIntake(board, '?request=2');
  await heading(page, 'A larger disk, please').waitFor();
  await page.keyboard.press('u');
  // The letter quotes an answer that the original has already.
  await page.getByLabel('Or another request, by number').fill('R4');
  await letterOf(page, 'Rana Roy will read').getByText('“Disks are what we buy now.”').waitFor();
  await page.getByRole('radio', { name: /^ELSE-R1 A larger disk/ }).press('Space');
  await letterOf(page, 'Rana Roy will read')
    .getByText(/You’ll be notified of it/)
    .waitFor();
  await letterOf(page, 'Rana Roy will read').getByText('ELSE-R1', { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await becomes(async () => (await answerOf(board, 2))?.duplicateOf?.number, 1);

  await heading(page, 'New chairs').waitFor();
  await page.keyboard.press('r');
  await page.getByRole('radio', { name: /^Team OTHR/ }).press('Space');
  await page.getByLabel('Message to the requester').fill('Chairs are theirs: they buy them.');
  await page.keyboard.press('Control+Enter');
  await heading(page, 'A larger disk').waitFor();
  expect(await answerOf(board, 3)).toMatchObject({
    kind: 'redirect',
    redirectedTo: { board: 'OTHR', number: 1 },
  });

  await open(page, `${board.page}/intake?show=answered`);
  await page.getByRole('link', { name: 'OTHR-R1' }).waitFor();
  await page.getByRole('link', { name: 'ELSE-R1' }).waitFor();
  const queueOf = await (await as('manager')).get<QueueList>('/v1/workspaces/demo/requests?size=200');
  expect(queueOf.items.some(({ board: { key } }) => key === other.key)).toBe(true);
});

scene('replenishing counts the room down as requests are chosen, and accepts all at once', async () => {
  const board = await aBoard('REPL', columns(3), freely);
  await board.card('It is there already');
  for (const title of ['One', 'Two', 'Three']) await board.ask(title);
  const page = await openIntake(board, '?show=replenish');
  const room = page.getByRole('region', { name: 'Room left' });
  await room.getByText('2 of 3 left').waitFor();
  await page.getByRole('checkbox', { name: /Two$/ }).press('Space');
  await room.getByText('1 of 3 left').waitFor();
  await page.getByRole('checkbox', { name: /Three$/ }).press('Space');
  await room.getByText('0 of 3 left').waitFor();
  await page.getByText('No room: Ready is full: 3 of 3.').waitFor();
  await becomes(() => page.getByRole('checkbox', { name: /One$/ }).isDisabled(), true);

  // Somebody else takes a place meanwhile: nothing is sent while not all of them fit.
  const quicker = await board.card('Somebody was quicker');
  await page.getByText('Not all of them fit any more.').waitFor();
  await board.move(quicker, 'Doing');
  await page.getByRole('button', { name: 'Accept 2 requests' }).click();
  await page.getByText('2 requests answered').waitFor();
  const waiting = await (await as('manager')).get<RequestList>(`${board.path}/requests?state=waiting`);
  expect(waiting.items.map(({ title }) => title)).toEqual(['One']);
});

scene('the queue of all boards opens a request where it is answered', async () => {
  const board = await aBoard('QALL', columns(3));
  await board.ask('Wherever it stands');
  const page = await signedIn('manager');
  await open(page, '/demo');
  await page.getByRole('button', { name: 'Workspace Demo' }).click();
  await page.getByRole('menuitem', { name: 'Requests' }).click();
  await page.getByRole('region', { name: 'Later' }).getByText('QALL-R1').waitFor();
  await page.getByRole('link', { name: 'Wherever it stands' }).click();
  await page.waitForURL(/QALL\/intake\?request=1/);
  await heading(page, 'Wherever it stands').waitFor();
});

scene('in German a request is deferred, and its requester reads the letter in German', async () => {
  const board = await aBoard('DEAN', columns(3));
  await board.ask('Ein zweiter Monitor');
  const german = { locale: 'de-DE' };
  const page = await signedIn('manager', german);
  await open(page, `${board.page}/intake`);
  await heading(page, 'Ein zweiter Monitor').waitFor();
  await page.getByText(/Noch \d+ Plätze frei\./).waitFor();
  await page.keyboard.press('d');
  await choose(page, /Grund/, 'Keine Kapazität');
  await page.getByRole('button', { name: '2 Wochen' }).press('Enter');
  await page.getByLabel('Nachricht an die anfragende Person').fill('Erst nach dem Umzug.');
  const preview = letterOf(page, 'Das liest Rana Roy');
  await preview.getByText('Nicht jetzt').waitFor();
  await preview.getByText(/^Du kannst ab .* wieder anfragen\./).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Ein zweiter Monitor ist beantwortet/).waitFor();

  const requester = await signedIn('requester', german);
  await open(requester, `${board.page}/requests/1`);
  await requester.getByText('Erst nach dem Umzug.').waitFor();
  await requester.getByText(/^Du kannst ab .* wieder anfragen\./).waitFor();
});
