import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** How long a test waits, in milliseconds: enough for a machine many times slower than ours. */
export const patience = 45_000;

/** How long it waits at most until the page is idle, in milliseconds. */
const idleWait = 5_000;

/** Reads until the value is as expected; if it never is, fails with the last value. */
export async function becomes<T>(read: () => Promise<T>, wanted: T, within = patience): Promise<void> {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      expect(await read()).toEqual(wanted);
      return;
    } catch (difference) {
      if (performance.now() > deadline) throw difference;
    }
    await pause(50);
  }
}

/** Waits until the value of a field is this text. */
export const hasValue = (field: Locator, text: string): Promise<void> =>
  becomes(() => field.inputValue(), text);

/** Presses Escape and waits until the dialog or panel is gone. */
export async function closeByEscape(open: Locator): Promise<void> {
  await open.page().keyboard.press('Escape');
  await open.waitFor({ state: 'hidden' });
}

/** Presses an item of a menu by key. A menu that has just opened gives the focus to its first item, or to its field. */
export async function pressItem(item: Locator): Promise<void> {
  await item.page().locator('[data-trigger="MenuTrigger"] :focus').waitFor();
  await item.press('Enter');
}

/** Opens a page and waits until it reacts to input. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await reacts(page);
}

export async function reopen(page: Page): Promise<void> {
  await page.reload();
  await reacts(page);
}

/**
 * The server draws a page, and it reacts to nothing until React has hydrated it: on a slow machine long after it was
 * loaded. Then all parts have arrived, React owns every control, and no effect is pending. A browser that draws without a
 * pause, as on a very busy machine, is never idle; so that is not waited for without end.
 */
export async function reacts(page: Page): Promise<void> {
  const isHydrated = () => {
    const isComing =
      document.querySelector('template[id^="B:"], [hidden][id^="S:"], main[aria-busy="true"]') !== null;
    const controls = [...document.querySelectorAll('a, button, input, select, textarea')];
    return (
      !isComing && controls.every((control) => Object.keys(control).some((key) => key.startsWith('__react')))
    );
  };
  // Looking at every frame would slow down what is waited for.
  await page.waitForFunction(isHydrated, undefined, { polling: 50 });
  await untilIdle(page);
}

export async function untilIdle(page: Page): Promise<void> {
  await page.evaluate((timeout) => new Promise((idle) => requestIdleCallback(idle, { timeout })), idleWait);
}

/** Work for idle time never runs on this page; only the test's own wait for it ends. */
export async function neverIdle(page: Page): Promise<void> {
  await page.addInitScript((ownWait) => {
    const whenIdle = window.requestIdleCallback.bind(window);
    window.requestIdleCallback = (act, options) =>
      options?.timeout === ownWait ? whenIdle(act, options) : 0;
  }, idleWait);
}
