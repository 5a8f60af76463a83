import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

type Look = { width: number; theme: 'light' | 'dark'; options: RunOptions };
const desk = { width: 1280, height: 844 };

export const isDeep = process.env.WEIR_DEEP === 'on';

const deskInLight: Look = { width: 1280, theme: 'light', options: {} };
const phoneInDark: Look = { width: 390, theme: 'dark', options: {} };
/** Colours depend only on the theme, so a dark desk is checked for colours only. */
const otherPairs: Look[] = [
  { width: 390, theme: 'light', options: {} },
  { width: 1280, theme: 'dark', options: { runOnly: ['color-contrast'] } },
];

let checked = 0;

/**
 * The looks in which a page is checked: `pnpm test:deep` takes every pair of width and theme. Pages consist of the same
 * parts, so an ordinary run checks each in one look, a light desk and a dark phone in turn.
 */
function looksOfNext(): Look[] {
  checked += 1;
  if (isDeep) return [deskInLight, phoneInDark, ...otherPairs];
  return [checked % 2 === 1 ? deskInLight : phoneInDark];
}
export const oneLook = [deskInLight];
const onlyFaults: RunOptions = { resultTypes: ['violations'], preload: false };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The serious faults that axe finds in these looks, and elements that make the screen scroll sideways. */
export async function faultsOf(page: Page, looks = looksOfNext()): Promise<string[]> {
  await page.evaluate(axe);
  await page.evaluate(withoutTransitions);
  const faults: string[] = [];
  for (const { width, theme, options } of looks) {
    await page.setViewportSize({ ...desk, width });
    await page.emulateMedia({ colorScheme: theme });
    const found = await page.evaluate(look, { ...onlyFaults, ...options });
    const { pathname, search } = new URL(page.url());
    faults.push(...found.map((fault) => `${pathname}${search} (${theme}, ${width} px): ${fault}`));
  }
  // As the next one finds it.
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** The theme fades in step by step. Colours half-way are not checked. */
function withoutTransitions(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*, ::before, ::after, ::backdrop { transition: none !important; animation: none !important }',
  );
  document.adoptedStyleSheets.push(sheet);
}

async function look(options: RunOptions): Promise<string[]> {
  do await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  while (document.getAnimations().length > 0);
  const { axe } = window as unknown as { axe: typeof import('axe-core') };
  const { violations } = await axe.run(document, options);
  const faults = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 300)}: ${failureSummary}`),
    );
  const beyond = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return beyond > 0 ? [...faults, `${beyond} px wider than the screen`] : faults;
}
