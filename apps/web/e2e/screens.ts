/**
 * Takes a picture of every screen in each language, at desktop and phone width, light and dark, for people to look at:
 * `pnpm build && pnpm --filter @weir/web screens [part of a name]`. They are written to `e2e/.screenshots/screens`.
 * It prints the screens that scroll sideways, and fails if there are any.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Role } from '@weir/contract';
import type { BrowserContext } from 'playwright-core';
import { everyScreen, type Screen } from './screens/every-screen.ts';
import { launchBrowser } from './support/browser.ts';
import { signedInWith } from './support/people.ts';
import { aStack } from './support/stack.ts';
import { open } from './support/until.ts';

const folder = fileURLToPath(new URL('.screenshots/screens', import.meta.url));
mkdirSync(folder, { recursive: true });

const languages = ['en', 'de'];
const widths = [1280, 390];
const schemes = ['light', 'dark'] as const;
const stack = await aStack();
const browser = await launchBrowser();
const tooWide: string[] = [];
try {
  const [manager, owner] = [await aContext('manager'), await aContext('owner')];
  const all = await everyScreen({ manager, owner, web: stack.web });
  for (const context of [manager, owner]) await context.close();
  const screens = all.filter(({ name }) => name.includes(process.argv[2] ?? ''));
  for (const language of languages)
    for (const width of widths) for (const scheme of schemes) await picture(screens, language, width, scheme);
} finally {
  await browser.close();
  await stack.stop();
}
for (const screen of tooWide) console.error(`${screen} scrolls sideways`);
if (tooWide.length > 0) process.exitCode = 1;

async function picture(screens: Screen[], language: string, width: number, scheme: 'light' | 'dark') {
  const contexts = new Map<Role | null, BrowserContext>();
  for (const { name, role, path, pose, endsSession } of screens) {
    const context = contexts.get(role) ?? (await contextFor(role, language, width, scheme));
    contexts.set(role, context);
    const page = await context.newPage();
    await open(page, path);
    await page.evaluate(() => document.fonts.ready);
    await pose?.(page);
    await page.locator('[aria-busy="true"], [class*="skeleton"]').first().waitFor({ state: 'detached' });
    const file = `${name}-${language}-${width}-${scheme}`;
    await page.screenshot({ path: `${folder}/${file}.png`, fullPage: true });
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (beyond > 0) tooWide.push(`${file} (${beyond} px)`);
    await page.close();
    if (endsSession) {
      contexts.delete(role);
      await context.close();
    }
  }
  for (const context of contexts.values()) await context.close();
}

/** The session of a person who prepares the data for the pictures. */
function aContext(role: Role): Promise<BrowserContext> {
  return contextFor(role, 'en', 1280, 'light');
}

async function contextFor(role: Role | null, language: string, width: number, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({
    baseURL: stack.web,
    viewport: { width, height: 844 },
    colorScheme,
    reducedMotion: 'reduce',
    locale: language === 'de' ? 'de-DE' : 'en-GB',
  });
  if (role) await signedInWith(context, stack.web, role);
  return context;
}
