import type { Event as BoardEvent } from '@weir/contract';
import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { aBoard, type aBoard as aBoardOf, active, done, queue } from '../support/board.ts';
import { callsOf, cardIn, openLive } from '../support/live.ts';
import { cardOf, columnOf, linkOf } from '../support/on-the-board.ts';
import { signedInWith } from '../support/people.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, open, reopen } from '../support/until.ts';
import { Wire } from '../support/wire.ts';

withBrowser();

type TestBoard = Awaited<ReturnType<typeof aBoardOf>>;

/** The events of one type that a board has recorded. */
async function eventsOf(board: TestBoard, type: BoardEvent['type']): Promise<BoardEvent[]> {
  const { items } = await (await as('manager')).get<{ items: BoardEvent[] }>(`${board.path}/events?after=0`);
  return items.filter((event) => event.type === type);
}

/** How many writes the browser keeps. */
const keptBy = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('weir:waiting:')).length);

/** Lets no write of a page through, until the returned function is called. */
async function blockWrites(page: Page, answer: 'none' | 503): Promise<() => void> {
  let isBlocked = true;
  await page.route('**/api/weir/**', (route) => {
    if (!isBlocked || route.request().method() === 'GET') return route.fallback();
    if (answer === 'none') return route.abort();
    const json = {
      type: '/problems/overloaded',
      title: 'Busy',
      detail: 'Busy',
      status: 503,
      code: 'overloaded',
    };
    return route.fulfill({ status: answer, json, contentType: 'application/problem+json' });
  });
  return () => {
    isBlocked = false;
  };
}

scene('what waits for the connection survives a reload, is drawn again, and takes effect once', async () => {
  const board = await aBoard('WAIT', [queue('Ready'), active('Doing', 5), done('Done')]);
  for (const title of ['Lost answer', 'Never sent', 'Old name', 'Talked about']) await board.card(title);
  const wire = await new Wire(stack().web).mend();
  try {
    const page = await signedIn('member', { baseURL: wire.address });
    // The browser asks if a reload would lose something.
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await openLive(page, board.page);
    // The server makes this move and takes this comment, and both answers are lost.
    let isCut = true;
    await page.route(/\/cards\/(1\/position|4\/comments)$/, (route) =>
      isCut && route.request().method() !== 'GET'
        ? route.fetch().then(
            () => route.abort(),
            () => route.abort(),
          )
        : route.fallback(),
    );
    await cardIn(page, 'Ready', 'Lost answer').press(']');
    await page.getByText('1 move will be sent as soon as').waitFor();
    await linkOf(page, 'Talked about').click();
    const panel = page.getByRole('dialog', { name: 'Card WAIT-4' });
    await panel.getByLabel('New comment').fill('Said in a tunnel');
    await panel.getByRole('button', { name: 'Comment' }).click();
    await panel.getByText('sent again').waitFor();
    wire.cut();
    // An edit shows at once, on the card and on its face, and closes its field.
    await panel.getByRole('button', { name: 'Due Add a date' }).click();
    const due = page.getByRole('dialog', { name: 'Due' });
    await due.getByLabel('Due').fill('2031-05-06');
    await page.keyboard.press('Enter');
    await due.waitFor({ state: 'hidden' });
    await panel.getByRole('button', { name: /^Due .*6\sMay\s2031/ }).waitFor();
    await closeByEscape(panel);
    await cardOf(page, 'Talked about').getByText('6 May').waitFor();
    await cardIn(page, 'Ready', 'Never sent').press(']');
    await cardIn(page, 'Doing', 'Never sent').waitFor();
    await cardIn(page, 'Ready', 'Old name').press('F2');
    await page.keyboard.type('New name');
    await page.keyboard.press('Enter');
    await cardIn(page, 'Ready', 'New name').waitFor();
    await page.getByRole('button', { name: 'Add a card to Ready' }).press('Enter');
    await page.getByRole('textbox', { name: 'New card in Ready' }).fill('Thought of underway');
    await page.keyboard.press('Enter');
    await becomes(() => keptBy(page), 6);

    // The page is gone before there is a connection, so that it sends nothing itself.
    await page.goto('about:blank');
    await wire.mend();
    const letThrough = await blockWrites(page, 503);
    isCut = false;
    await open(page, board.page);
    for (const title of ['Lost answer', 'Never sent']) await cardIn(page, 'Doing', title).waitFor();
    await cardIn(page, 'Ready', 'New name').waitFor();
    await cardOf(page, 'Talked about').getByText('6 May').waitFor();
    const typed = page.getByRole('list', { name: 'New cards in Ready that wait for the connection' });
    await typed.getByText('Thought of underway').waitFor();
    await page.getByText('will be sent as soon as Weir can be reached again').first().waitFor();
    letThrough();

    await becomes(() => keptBy(page), 0);
    await cardIn(page, 'Ready', 'Thought of underway').waitFor();
    await page.getByText('will be sent as soon as').waitFor({ state: 'hidden' });
    const { cards, columns } = await board.read();
    expect(
      cards.map(({ title, columnId }) => [columns.find(({ id }) => id === columnId)?.name, title]).toSorted(),
    ).toEqual([
      ['Doing', 'Lost answer'],
      ['Doing', 'Never sent'],
      ['Ready', 'New name'],
      ['Ready', 'Talked about'],
      ['Ready', 'Thought of underway'],
    ]);
    const counts = await Promise.all(
      (['card.moved', 'card.changed', 'card.created', 'card.commented'] as const).map(
        async (type) => (await eventsOf(board, type)).length,
      ),
    );
    expect([counts, asked]).toEqual([[2, 2, 5, 1], []]);
    // The text is no longer in the form.
    await linkOf(page, 'Talked about').click();
    await panel.getByText('Said in a tunnel').waitFor();
    expect(await panel.getByLabel('New comment').inputValue()).toBe('');
  } finally {
    wire.cut();
  }
});

scene(
  'a tab sends what another one left only once that is closed, and never for another person',
  async () => {
    const board = await aBoard('TABW', [queue('Ready'), active('Doing', 5), done('Done')]);
    for (const title of ['From the first tab', 'Not for others']) await board.card(title);
    const one = await signedIn('member');
    await openLive(one, board.page);
    await blockWrites(one, 'none');
    await cardIn(one, 'Ready', 'From the first tab').press(']');
    await one.getByText('1 move will be sent as soon as').waitFor();
    const other = await anotherTab(one);
    await open(other, board.page);
    const sent = callsOf(other, `${board.path}/cards/1/position`);
    const look = () => other.evaluate(() => window.dispatchEvent(new Event('focus')));
    await look();
    await cardIn(other, 'Ready', 'From the first tab').waitFor();
    expect(sent).toEqual([]);
    await one.close();
    await look();
    await cardIn(other, 'Doing', 'From the first tab').waitFor();
    await becomes(() => keptBy(other), 0);
    expect([sent.length, (await eventsOf(board, 'card.moved')).length]).toEqual([1, 1]);

    await blockWrites(other, 'none');
    await cardIn(other, 'Ready', 'Not for others').press(']');
    await other.getByText('1 move will be sent as soon as').waitFor();
    const context = other.context();
    await other.close();
    await context.clearCookies();
    await signedInWith(context, stack().web, 'manager');
    const manager = await context.newPage();
    await open(manager, board.page);
    await becomes(() => keptBy(manager), 0);
    await cardIn(manager, 'Ready', 'Not for others').waitFor();
    expect((await eventsOf(board, 'card.moved')).length).toBe(1);
  },
);

scene(
  'what a reload could not send is shown with its text, and signing out asks before it is lost',
  async () => {
    const board = await aBoard('LEFT', [queue('Ready'), active('Doing', 1), done('Done')]);
    const [first, second] = [await board.card('Takes the place'), await board.card('Comes too late')];
    const third = await board.card('Is renamed twice');
    const page = await signedIn('member');
    await openLive(page, board.page);
    const letThrough = await blockWrites(page, 'none');
    await cardIn(page, 'Ready', second.title).press(']');
    await cardIn(page, 'Ready', third.title).press('F2');
    await page.keyboard.type('My name for it');
    await page.keyboard.press('Enter');
    await cardIn(page, 'Ready', 'My name for it').waitFor();
    await becomes(() => keptBy(page), 2);

    const signOut = async (from: Page) => {
      await from.getByRole('button', { name: 'Account' }).click();
      await from.getByRole('menuitem', { name: 'Sign out' }).click();
    };
    // The page has all that asking needs.
    const context = page.context();
    await context.setOffline(true);
    await signOut(page);
    const asked = page.getByRole('alertdialog', { name: 'Sign out with unsent changes?' });
    await asked.getByText('2 changes wait for the connection').waitFor();
    await asked.getByRole('button', { name: 'Stay signed in' }).click();
    await asked.waitFor({ state: 'hidden' });
    await context.setOffline(false);

    await page.goto('about:blank');
    await board.move(first, 'Doing');
    await (await as('manager')).send('PATCH', `${board.path}/cards/${third.number}`, { title: 'Their name' });
    letThrough();
    await open(page, board.page);
    const left = page.getByRole('region', { name: 'Work that could not be saved' });
    await left.getByText('Your move of LEFT-2 wasn’t made').waitFor();
    await left.getByText('Your change of LEFT-3 wasn’t saved').waitFor();
    await left.getByText('Somebody else changed this meanwhile').waitFor();
    await left.getByText('My name for it').waitFor();
    await cardIn(page, 'Ready', second.title).waitFor();
    await cardIn(page, 'Ready', 'Their name').waitFor();
    // It is still there after another reload, and until it is dismissed.
    await reopen(page);
    await left.getByRole('link', { name: 'Open LEFT-3' }).click();
    await page.getByRole('dialog', { name: 'Card LEFT-3' }).waitFor();
    await page.keyboard.press('Escape');
    for (let count = 2; count > 0; count--) {
      await left.getByRole('button', { name: 'Dismiss' }).first().click();
      await becomes(() => keptBy(page), count - 1);
    }
    await left.waitFor({ state: 'hidden' });

    // Older than what the API remembers: it may have arrived.
    await blockWrites(page, 'none');
    await cardOf(page, 'Their name').getByRole('link').press('F2');
    await page.keyboard.type('Typed yesterday');
    await page.keyboard.press('Enter');
    await becomes(() => keptBy(page), 1);
    await page.evaluate(() => {
      const name = Object.keys(localStorage).find((each) => each.startsWith('weir:waiting:')) ?? '';
      const kept = JSON.parse(localStorage.getItem(name) ?? '{}');
      localStorage.setItem(name, JSON.stringify({ ...kept, at: Date.now() - 24 * 3_600_000 }));
    });
    await reopen(page);
    await left.getByText('waited for the connection for about a day').waitFor();
    await left.getByText('Typed yesterday').waitFor();
    await columnOf(page, 'Ready').getByText('Their name').waitFor();

    // Without a connection this browser is signed out at once, and the session ends once there is one again.
    const session = await context.cookies();
    const other = await anotherTab(page);
    await open(other, board.page);
    await columnOf(other, 'Ready').getByText('Their name').waitFor();
    await context.setOffline(true);
    await signOut(page);
    await page.getByRole('heading', { name: 'You are signed out in this browser' }).waitFor();
    expect([await keptBy(page), await page.getByText('Their name').count()]).toEqual([0, 0]);
    // No other tab shows the board either, and the server does not say who it was.
    await becomes(() => other.getByText('Their name').count(), 0);
    await Promise.all([page.close(), other.close()]);
    await context.setOffline(false);
    expect(await (await context.request.get('/api/auth/session')).json()).toEqual({});
    const next = await context.newPage();
    await open(next, board.page);
    await next.getByRole('heading', { name: 'Sign in' }).waitFor();
    const thief = await aStranger();
    await thief.context().addCookies(session);
    await becomes(async () => (await thief.request.get('/api/weir/v1/me')).status(), 401);
    await signedInWith(context, stack().web, 'member');
    await open(next, '/?all');
    // The page has all that asking needs.
    await next.getByRole('button', { name: 'Account' }).click();
    await next.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await next.keyboard.press('Escape');
    await next.getByRole('menuitem', { name: 'Sign out' }).waitFor({ state: 'hidden' });
    await context.setOffline(true);
    await signOut(next);
    await next.getByRole('heading', { name: 'You are signed out in this browser' }).waitFor();
    await context.setOffline(false);
    await next.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('weir-signed-out');
  },
);
