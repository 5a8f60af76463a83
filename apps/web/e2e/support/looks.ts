import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

export type Look = { width: number; theme: 'light' | 'dark'; options: RunOptions };
const desk = { width: 1280, height: 844 };

/**
 * The looks of a page: each width and each theme once. `pnpm test:deep` also checks the two other pairs; colours depend
 * only on the theme, so its dark desk is checked for colours only.
 */
export const everyLook: Look[] = [
  { width: 1280, theme: 'light', options: {} },
  { width: 390, theme: 'dark', options: {} },
  ...(process.env.WEIR_DEEP === 'on'
    ? [
        { width: 390, theme: 'light' as const, options: {} },
        { width: 1280, theme: 'dark' as const, options: { runOnly: ['color-contrast'] } },
      ]
    : []),
];
const onlyFaults: RunOptions = { resultTypes: ['violations'], preload: false };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The serious faults that axe finds in each look, and elements that make the screen scroll sideways. */
export async function faultsOf(page: Page, looks = everyLook): Promise<string[]> {
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
