import type { BrowserContextOptions, Page } from 'playwright-core';
import { aStranger } from './scene.ts';
import { open } from './until.ts';

/** Types an address and a password at sign-in, and sends them. */
export async function signInByForm(page: Page, email: string, password: string): Promise<void> {
  await open(page, '/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** A browser in which a person of the demo has signed in by the form. */
export async function signedInByForm(
  email: string,
  password: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await aStranger(options);
  await signInByForm(page, email, password);
  await page.waitForURL('/demo');
  return page;
}
