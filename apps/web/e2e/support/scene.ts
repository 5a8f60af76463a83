import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Role } from '@weir/contract';
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { stack } from './addresses.ts';
import { archiveBoards } from './board.ts';
import { launchBrowser, launchBrowserApart } from './browser.ts';
import { signedInWith } from './people.ts';
import { patience } from './until.ts';

const screenshots = fileURLToPath(new URL('../.screenshots', import.meta.url));

let browser: Browser;
let contexts: BrowserContext[] = [];
let faults: string[] = [];

/** Contexts of earlier tests, by their options. They keep only their cache, so the app's scripts are compiled once. */
const idle = new Map<string, BrowserContext[]>();
const optionsOf = new WeakMap<BrowserContext, BrowserContextOptions>();
/** Ends the browsers that have only one context. */
const killOf = new WeakMap<BrowserContext, () => Promise<void>>();

/** A browser for the tests of a file. Pages that a test opened are closed after it. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const used = contexts;
    contexts = [];
    await Promise.all(used.map(putAside));
    faults = [];
  });
  afterAll(async () => {
    await browser?.close();
    await archiveBoards();
  });
}

/**
 * Keeps a context for another test with the same options, without pages, cookies, permissions and stored data. A context with
 * a service worker has a browser of its own, which is killed: with a busy worker it deleted no data and closed no context.
 */
async function putAside(context: BrowserContext): Promise<void> {
  const kill = killOf.get(context);
  if (kill) return kill();
  const options = optionsOf.get(context) ?? {};
  const page = await context.newPage();
  await Promise.all(context.pages().map((open) => open !== page && open.close()));
  const session = await context.newCDPSession(page);
  const origin = new URL(options.baseURL ?? stack().web).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await page.close();
  await context.clearCookies();
  await context.clearPermissions();
  const key = JSON.stringify(options);
  idle.set(key, [...(idle.get(key) ?? []), context]);
}

/**
 * A test. It fails if one of its pages throws an error, or breaks its content security policy. Pictures of its pages are then
 * kept in `e2e/.screenshots`. One that gets stuck fails shortly before Jest's timeout, which would say nothing about its pages.
 */
export function scene(name: string, play: () => Promise<void>, timeout = 240_000): void {
  test(
    name,
    async () => {
      const end = new AbortController();
      try {
        await Promise.race([play(), isStuck(timeout - 10_000, end.signal)]);
        expect(faults).toEqual([]);
      } catch (failure) {
        await keepPictures(name);
        if (faults.length > 0) console.error(faults.join('\n'));
        await Promise.all(contexts.map((context) => (killOf.get(context) ?? (() => context.close()))()));
        throw failure;
      } finally {
        end.abort();
      }
    },
    timeout,
  );
}

async function isStuck(after: number, signal: AbortSignal): Promise<void> {
  await pause(after, undefined, { signal });
  const addresses = contexts.flatMap((context) => context.pages()).map((page) => page.url());
  throw new Error(`stuck for ${after / 1000} s, with pages at ${addresses.join(', ') || 'no address'}`);
}

async function keepPictures(name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  const file = name.replace(/\W+/g, '-').slice(0, 80);
  for (const [at, page] of contexts.flatMap((context) => context.pages()).entries())
    await page
      .screenshot({ path: join(screenshots, `${file}-${at + 1}.png`), timeout: 5_000 })
      .catch(() => undefined);
}

/** A browser that nobody is signed in to. */
export async function aStranger(options: BrowserContextOptions = {}): Promise<Page> {
  const context = idle.get(JSON.stringify(options))?.pop() ?? (await aContext(options));
  contexts.push(context);
  return context.newPage();
}

async function aContext(options: BrowserContextOptions): Promise<BrowserContext> {
  const apart = options.serviceWorkers === 'allow' ? await launchBrowserApart() : undefined;
  const context = await (apart?.browser ?? browser).newContext({
    baseURL: stack().web,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    // Animations are off.
    reducedMotion: 'reduce',
    // A service worker answers for pages, unseen by `page.route`. Its own tests allow it.
    serviceWorkers: 'block',
    ...options,
  });
  optionsOf.set(context, options);
  if (apart) killOf.set(context, apart.kill);
  context.once('close', () => {
    contexts = contexts.filter((other) => other !== context);
  });
  context.setDefaultTimeout(patience);
  context.on('weberror', (thrown) => faults.push(String(thrown.error().stack)));
  context.on('console', (said) => isFault(said) && faults.push(said.text()));
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`Content Security Policy: ${violatedDirective} blocked ${blockedURI} of ${sourceFile}`),
    ),
  );
  if (slowdown > 1) context.on('page', slowDown);
  return context;
}

/** Ignores refusals and cut connections: the browser reports both by their status. */
const isFault = (said: ConsoleMessage) =>
  said.type() === 'error' &&
  !said.text().startsWith('Failed to load resource') &&
  !(allowed.get(said.page() ?? said) ?? []).some((text) => said.text().includes(text));

const allowed = new WeakMap<object, string[]>();

/** For a test that provokes an error on purpose: the console may then have this text. */
export const allowFault = (page: Page, text: string) =>
  allowed.set(page, [...(allowed.get(page) ?? []), text]);

/** `E2E_SLOWDOWN=6`: pages as on a machine six times slower, to check that a test waits for what it reads. */
const slowdown = Number(process.env.E2E_SLOWDOWN ?? 1);

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/** A browser in which a person of the cast is signed in; the form has its own test. */
export async function signedIn(role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await aStranger(options);
  await signedInWith(page.context(), options.baseURL ?? stack().web, role);
  return page;
}

/** A second tab of the same person. */
export const anotherTab = (page: Page): Promise<Page> => page.context().newPage();
