import type { Page } from 'playwright-core';

/** Presses a key, and waits for what it opens. */
export function openWith(key: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor();
  };
}

/** The card is open. */
export async function isOpen(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
}

/** Presses a button, and waits for the question or message that follows. */
export function press(selector: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().click();
    await page.locator('[role="alertdialog"], main [role="alert"]').first().waitFor();
  };
}

/** The server could not end the session. */
export async function failToSignOut(page: Page): Promise<void> {
  await page.route('**/api/sign-out*', (route) => route.fulfill({ status: 503 }));
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: /^(Sign out|Abmelden)$/ }).click();
  await page.getByRole('alertdialog').waitFor();
}

/** Signed out in this browser only. */
export async function signOutWithoutConnection(page: Page): Promise<void> {
  await page.route('**/api/sign-out*', (route) => route.abort());
  await page.route('**/api/reachable', (route) => route.abort());
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: /^(Sign out|Abmelden)$/ }).click();
  await page.getByRole('banner').waitFor({ state: 'detached' });
  await page.context().clearCookies({ name: 'weir-signed-out' });
}

/** The page has lost its connection and tries again. */
export async function loseConnection(page: Page): Promise<void> {
  await page.route('**/api/reachable', (route) => route.abort());
  await page.locator('header [role="status"] svg').waitFor();
}

/** A point of the first chart has the focus, so that it says what it is. */
export async function focusPoint(page: Page): Promise<void> {
  const points = page.locator('main svg[role="group"]').first();
  await points.locator('[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('PageUp');
}
