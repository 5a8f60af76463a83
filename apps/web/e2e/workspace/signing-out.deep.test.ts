import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { besideOthers, someServers } from '../support/stack.ts';
import { open } from '../support/until.ts';

withBrowser();

async function pressSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

async function sessionCookieOf(page: Page) {
  return (await page.context().cookies()).find(({ name }) => name.endsWith('next-auth.session-token'));
}

scene(
  'shows that signing out failed while the API is down, and offers to sign out in this browser',
  async () => {
    const servers = await someServers(stack().database, besideOthers);
    try {
      const [patient, hurried] = [
        await signedIn('viewer', { baseURL: servers.web }),
        await signedIn('member', { baseURL: servers.web }),
      ];
      for (const page of [patient, hurried]) await open(page, '/demo');
      const cookies = await patient.context().cookies();
      await servers.apiServer.kill();
      for (const page of [patient, hurried]) {
        await pressSignOut(page);
        await page.getByRole('alertdialog', { name: 'You are still signed in' }).waitFor();
        expect(await sessionCookieOf(page)).toBeDefined();
      }

      await hurried.getByRole('button', { name: 'Sign out in this browser only' }).click();
      await hurried.waitForURL(/\/sign-in$/);
      expect(await sessionCookieOf(hurried)).toBeUndefined();

      await servers.startApi();
      await patient.getByRole('button', { name: 'Try again' }).click();
      await patient.getByRole('heading', { name: 'Sign in' }).waitFor();
      const thief = await aStranger({ baseURL: servers.web });
      await thief.context().addCookies(cookies);
      expect((await thief.request.get('/api/weir/v1/me')).status()).toBe(401);
    } finally {
      await servers.stop();
    }
  },
);
