import type { Board, CreatedInvitation, Me, Session } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { as, Caller } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { loadingOnDemand } from '../support/intercepting.ts';
import { isDeep } from '../support/looks.ts';
import { cardOf, columnOf, titlesIn } from '../support/on-the-board.ts';
import { signIn } from '../support/people.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, neverIdle, open } from '../support/until.ts';

withBrowser();

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const account = { email: 'wide@demo.test', password: 'a-good-password' };

/** One word of that many letters, which nothing but the screen's edge breaks. */
const word = (letters: number, end = '') =>
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(20).slice(0, letters - end.length) + end;

/** `pnpm test:deep` visits every page, also on narrower phones; an ordinary run visits every third. */
const widths = isDeep ? [390, 360, 320] : [390];

scene('no page is wider than a phone or has low buttons, with one long word wherever a name is', async () => {
  const left = await aWideWorkspace();
  const page = await aStranger(phone);
  await signIn(page.context(), stack().web, account);
  const faults: string[] = [];
  const work = async (tab: Page) => {
    for (let path = left.shift(); path; path = left.shift()) {
      await open(tab, path);
      await tab.getByRole('heading').first().waitFor();
      if (path.includes('?card=')) await tab.getByRole('dialog').getByRole('textbox').first().waitFor();
      if (path.includes('/settings')) await currentTabIsInSight(tab);
      const low = await tab.evaluate(lowTargets);
      const found = [...low, ...(await widthsBeyond(tab))];
      faults.push(...found.map((fault) => `${path}: ${fault}`));
    }
  };
  await Promise.all([work(page), work(await anotherTab(page))]);
  expect(faults).toEqual([]);
});

async function currentTabIsInSight(page: Page): Promise<void> {
  const current = page.getByRole('navigation', { name: 'This board' }).first().locator('[aria-current]');
  const { x, width } = (await current.boundingBox()) ?? { x: -1, width: 0 };
  expect([x >= 0, x + width <= phone.viewport.width]).toEqual([true, true]);
}

scene(
  'a long press and a drag move a card to another column; a swipe scrolls and moves nothing',
  async () => {
    const board = await aBoard('TOUC', [queue('Ready'), active('Doing', 1), done('Done')]);
    for (let at = 1; at <= 12; at += 1) await board.card(`Card ${at}`);
    const page = await signedIn('member', phone);
    await neverIdle(page);
    await open(page, board.page);
    const touch = await aFinger(page);
    const held = page.locator('[data-held]');

    // The finger is on the card before the code for dragging has loaded.
    const load = await loadingOnDemand(page);
    await touch.down(await middleOf(cardOf(page, 'Card 1')));
    load();
    await held.waitFor();
    // Over the button of another column, which then comes on the screen.
    const doing = page.getByRole('navigation', { name: 'Columns' }).getByRole('button', { name: /^Doing/ });
    await touch.moveTo(await middleOf(doing));
    await becomes(async () => ((await columnOf(page, 'Doing').boundingBox())?.x ?? 999) < 60, true);
    await touch.moveTo(await middleOf(columnOf(page, 'Doing')));
    await columnOf(page, 'Doing').getByText('Has room').waitFor();
    await touch.up();
    await becomes(() => titlesIn(page, 'Doing'), ['Card 1']);
    expect(await held.count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await becomes(async () => (await board.read()).columns.map(({ load }) => load), [11, 1, 0]);

    // A tap opens the card, as before.
    await touch.down(await middleOf(cardOf(page, 'Card 1')));
    await touch.up();
    const panel = page.getByRole('dialog');
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'hidden' });

    await touch.down(await middleOf(cardOf(page, 'Card 1')));
    await touch.moveBy(0, -240);
    await touch.up();
    await becomes(() => page.evaluate(() => window.scrollY > 100), true);
    expect(await held.count()).toBe(0);
  },
);

/** Buttons, fields and links of their own that are lower than they must be; links in a sentence may be. */
function lowTargets(): string[] {
  const targets = 'a, button, input, select, textarea, label:has(input)';
  const isSeen = (target: HTMLElement) =>
    target.checkVisibility({ visibilityProperty: true }) &&
    target.offsetWidth > 1 &&
    !target.matches('label input') &&
    !target.closest('[aria-hidden="true"], [inert]') &&
    // Those for screen readers only are clipped, or their parent is.
    [target, target.parentElement ?? target].every((each) => getComputedStyle(each).clipPath === 'none');
  const isInText = (target: HTMLElement) =>
    target.matches('a') &&
    (target.parentElement?.textContent ?? '').trim() !== (target.textContent ?? '').trim();
  return [...document.querySelectorAll<HTMLElement>(targets)]
    .filter((target) => isSeen(target) && !isInText(target))
    .map((target) => {
      // The link of a card or line covers all of it.
      const cover = getComputedStyle(target, '::after');
      const covered = cover.position === 'absolute' ? Number.parseFloat(cover.height) : 0;
      const height = Math.round(Math.max(target.getBoundingClientRect().height, covered || 0));
      return { target, height, least: target.matches('main button, main input, main textarea') ? 44 : 24 };
    })
    .filter(({ height, least }) => height < least)
    .map(({ target, height }) => `${target.tagName} ${target.textContent} is ${height} px high`);
}

type Finger = {
  down(at: Spot): Promise<void>;
  moveBy(x: number, y: number): Promise<void>;
  moveTo(at: Spot): Promise<void>;
  up(): Promise<void>;
};
type Spot = { x: number; y: number };

/** One finger on the screen, as the browser gets it from the hardware. */
async function aFinger(page: Page): Promise<Finger> {
  const session = await page.context().newCDPSession(page);
  let at: Spot = { x: 0, y: 0 };
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd') =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [at] });
  const moveTo = async (to: Spot) => {
    const from = at;
    for (const part of [0.25, 0.5, 0.75, 1]) {
      at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await send('touchMove');
    }
  };
  return {
    down: async (spot) => {
      at = spot;
      await send('touchStart');
    },
    moveBy: (x, y) => moveTo({ x: at.x + x, y: at.y + y }),
    moveTo,
    up: async () => {
      await send('touchEnd');
    },
  };
}

async function middleOf(element: Locator): Promise<Spot> {
  const box = await element.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) };
}

/**
 * Whether the page, or the dialog on it, is wider than the screen, so that its Close is out of reach. A phone widens its
 * screen to what does not fit.
 */
async function widthsBeyond(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    const beyond = await page.evaluate((screen) => {
      const root = document.documentElement;
      const dialog = document.querySelector('[role="dialog"]') ?? root;
      const inDialog = dialog.scrollWidth - dialog.clientWidth;
      return Math.max(root.scrollWidth, window.innerWidth) - screen + inDialog;
    }, width);
    if (beyond > 0) faults.push(`${beyond} px wider than ${width} px`);
  }
  await page.setViewportSize(phone.viewport);
  return faults;
}

/** A workspace of its own with an overloaded board, its intake closed. Returns its pages. */
async function aWideWorkspace(): Promise<string[]> {
  const owner = await as('owner');
  const at = '/v1/workspaces/wide';
  await owner.post('/v1/workspaces', { slug: 'wide', name: word(80) });
  const { token } = await owner.post<CreatedInvitation>(`${at}/invitations`, { role: 'manager' });
  await owner.post<Me>('/v1/users', { ...account, name: word(80), invitation: token });
  const { accessToken } = await owner.post<Session>('/v1/sessions', account);
  const wide = new Caller(accessToken);
  const me = (await wide.get<Me>('/v1/me')).user.id;

  const board = `${at}/boards/WIDE`;
  const columns = [
    { name: word(60, 'a'), kind: 'queue', limit: { max: 3, mode: 'block' } },
    { name: word(60, 'b'), kind: 'active', limit: { max: 2, mode: 'block' }, split: true },
    { name: word(60, 'c'), kind: 'active', limit: { max: 2, mode: 'reason' }, policy: word(300) },
    { name: word(60, 'd'), kind: 'done' },
  ];
  await wide.post(`${at}/boards`, { key: 'WIDE', name: word(80), columns, intake: { depth: 4 } });
  await wide.post(`${board}/swimlanes`, { name: word(60) });
  const [first, second, third] = (await wide.get<Board>(board)).columns.map(({ id }) => id);
  const card = { columnId: second, assigneeIds: [me], classOfService: 'fixedDate', dueOn: '2020-01-31' };
  await wide.post(`${board}/cards`, { ...card, title: word(200) });
  await wide.post(`${board}/cards`, { ...card, title: word(200), columnId: first });
  await wide.put(`${board}/cards/1/block`, { reason: word(300) });
  await wide.post(`${board}/cards/1/comments`, { text: word(300) });
  await wide.post(`${board}/limits`, { scope: 'person', userId: me, across: 'board', max: 0 });
  await wide.post(`${board}/limits`, { scope: 'columns', columnIds: [second, third], max: 0 });
  for (const end of ['1', '2', '3'])
    await wide.post(`${board}/requests`, { title: word(200, end), description: word(500) });
  await owner.post(`${board}/requests/1/messages`, { body: word(300), asks: true });
  const notNow = { reason: 'noCapacity', message: word(300) };
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await wide.put(`${board}/requests/2/answer`, { kind: 'defer', ...notNow, until });
  await wide.post(`${board}/intake/templates`, { name: word(60), kind: 'decline', ...notNow });
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await wide.put(`${board}/intake/gate`, { state: 'shut', reason: word(300), until: day });

  const ofBoard = ['', '/cards/1', '/intake', '?card=1', '/intake?show=deferred', '/intake?show=answered'];
  ofBoard.push('/intake?request=1', '/intake?show=replenish', '/requests/2', '/requests/1', '/intake/ledger');
  ofBoard.push('/overrides', '/settings/columns', '/ask', '/settings/intake');
  const pages = [
    '/?all',
    ...['', '/members', '/requests', '/account', '/notices'].map((path) => `/wide${path}`),
    ...ofBoard.map((path) => `/wide/WIDE${path}`),
  ];
  return pages.filter((_, n) => isDeep || n % 3 === 0);
}
