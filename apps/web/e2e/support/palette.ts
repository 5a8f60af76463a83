import type { Page } from 'playwright-core';

/** Opens the palette, types, and chooses a command. */
export async function command(page: Page, typed: string, name: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await page.keyboard.press('ControlOrMeta+k');
  await palette.waitFor();
  await page.keyboard.type(typed);
  await palette.getByRole('option', { name, exact: true }).click();
  await palette.waitFor({ state: 'hidden' });
}
