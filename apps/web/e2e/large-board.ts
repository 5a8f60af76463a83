/**
 * Measures the demo board and boards with 3, 300 and 2,000 cards in one column, and takes pictures of them at desktop and
 * phone width, light and dark, in `e2e/.screenshots/large`: `pnpm build && pnpm --filter @weir/web large-board`. It prints, in
 * kB as compressed and in ms:
 * - `html`, `scripts`: what the page loads until it is usable, scripts with their texts; `later`: those that it loads after that
 * - `paint`: when its largest part was drawn; `warm`: the same when the browser opens the board for the second time
 * - `card`: from the click on a card to its panel on the screen
 * - `load`, `scrolling`, `dragging`: the longest task over 50 ms, 0 for none
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Board } from '@weir/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './support/browser.ts';
import { signedInWith } from './support/people.ts';
import { aStack } from './support/stack.ts';
import { open } from './support/until.ts';

const folder = fileURLToPath(new URL('.screenshots/large', import.meta.url));
mkdirSync(folder, { recursive: true });

const stack = await aStack();
const browser = await launchBrowser();
try {
  const boards = [await aBoardOf(3), await aBoardOf(300), await aBoardOf(2_000)];
  const figures = [{ cards: 'demo', ...(await measured('/demo/PLAT')) }];
  for (const { path, cards } of boards) figures.push({ cards: String(cards), ...(await measured(path)) });
  console.table(figures);
  for (const width of [1280, 390])
    for (const scheme of ['light', 'dark'] as const) await pictures(boards, width, scheme);
} finally {
  await browser.close();
  await stack.stop();
}

/** A board with this many cards in its first column, and two in its second. */
async function aBoardOf(cards: number): Promise<{ path: string; cards: number }> {
  const context = await contextFor(1280, 'light');
  const boards = '/api/weir/v1/workspaces/demo/boards';
  const post = (path: string, data: object) =>
    context.request.post(path, { data, headers: { origin: stack.web } });
  const key = `LB${cards}`;
  const columns = [
    { name: 'Ready', kind: 'queue', limit: null },
    { name: 'Doing', kind: 'active', limit: { max: 3, mode: 'block' } },
    { name: 'Done', kind: 'done' },
  ];
  await post(boards, { key, name: `${cards} cards`, columns });
  const board = (await (await context.request.get(`${boards}/${key}`)).json()) as Board;
  const titles = Array.from(
    { length: cards },
    (_, at) => `Card ${at + 1}${' of a longer title'.repeat(at % 4)}`,
  );
  const create = async () => {
    for (let title = titles.shift(); title; title = titles.shift())
      await post(`${boards}/${key}/cards`, { title, columnId: board.columns[0]?.id });
  };
  await Promise.all(Array.from({ length: 8 }, create));
  for (const title of ['In work', 'Also in work'])
    await post(`${boards}/${key}/cards`, { title, columnId: board.columns[1]?.id });
  await context.close();
  return { path: `/demo/${key}`, cards };
}

async function measured(path: string) {
  const context = await contextFor(1280, 'light');
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { tasks: [] as number[], paint: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) =>
      seen.tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      seen.paint = list.getEntries().at(-1)?.startTime ?? 0;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  const loaded = { document: 0, script: 0 };
  page.on('requestfinished', async (request) => {
    const isText = new URL(request.url()).pathname.startsWith('/_next/static/words/');
    const type = isText ? 'script' : request.resourceType();
    if (type !== 'document' && type !== 'script') return;
    const { responseBodySize } = await request.sizes().catch(() => ({ responseBodySize: 0 }));
    loaded[type] += responseBodySize / 1000;
  });
  await open(page, path);
  const [html, scripts] = [Math.round(loaded.document), Math.round(loaded.script)];
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  const load = await longest(page);
  const paint = await largestPaint(page);
  await scroll(page);
  const scrolling = await longest(page);
  await drag(page);
  const dragging = await longest(page);
  const later = Math.round(loaded.script) - scripts;
  const card = await openCard(page);
  await open(page, path);
  await page.locator('[data-card]').first().waitFor();
  const warm = await largestPaint(page);
  await context.close();
  return { html, scripts, later, nodes, paint, warm, card, load, scrolling, dragging };
}

function largestPaint(page: Page): Promise<number> {
  return page.evaluate(() => Math.round((window as unknown as Seen).seen.paint));
}

/** Milliseconds from the click on a card until its panel is drawn. The panel was never opened before. */
function openCard(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const face = document.querySelector<HTMLElement>('[data-card] a');
    const start = performance.now();
    face?.click();
    while (!document.querySelector('[role="dialog"]')) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return Math.round(performance.now() - start);
  });
}

type Seen = { seen: { tasks: number[]; paint: number } };

/** The longest task since it was asked last, in milliseconds; none over 50 counts as 0. */
async function longest(page: Page): Promise<number> {
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const { tasks } = (window as unknown as Seen).seen;
    return Math.round(Math.max(0, ...tasks.splice(0)));
  });
}

async function scroll(page: Page): Promise<void> {
  await page.mouse.move(200, 500);
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn < 40 ? 400 : -300);
    await page.waitForTimeout(16);
  }
}

async function drag(page: Page): Promise<void> {
  await page.mouse.move(200, 400);
  await page.mouse.down();
  for (let at = 0; at < 40; at++) {
    await page.mouse.move(200 + at * 12, 400 + (at % 10) * 12);
    await page.waitForTimeout(16);
  }
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

async function pictures(boards: { path: string; cards: number }[], width: number, scheme: 'light' | 'dark') {
  const context = await contextFor(width, scheme);
  const page = await context.newPage();
  for (const { path, cards } of boards) {
    await open(page, path);
    await page.screenshot({ path: `${folder}/${cards}-${width}-${scheme}.png` });
    if (cards < 2_000) continue;
    await page.mouse.move(200, 600);
    await page.mouse.wheel(0, 40_000);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${cards}-scrolled-${width}-${scheme}.png` });
  }
  await context.close();
}

async function contextFor(width: number, colorScheme: 'light' | 'dark'): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: stack.web,
    viewport: { width, height: 800 },
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  await signedInWith(context, stack.web, 'manager');
  return context;
}
